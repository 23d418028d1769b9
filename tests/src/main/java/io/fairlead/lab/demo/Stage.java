package io.fairlead.lab.demo;

import io.fairlead.lab.engine.Engine;
import io.fairlead.lab.engine.Lan;
import io.fairlead.lab.probe.Prober;
import io.fairlead.lab.probe.Target;
import io.fairlead.lab.stack.HaproxyPair;
import io.fairlead.lab.stack.Limits;
import io.fairlead.lab.stack.OneHost;
import io.fairlead.linux.namespace.NetworkNamespace;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * All that is up during a demo.
 *
 * @param lan joins the engine's host and the client
 */
record Stage(Engine engine, Lan lan, HaproxyPair haproxies) {
    private static final int PORT = 80;

    OneHost stack() {
        return haproxies.stack();
    }

    /** A client on the LAN that begins to connect to the LAN VIP. */
    Prober client(Limits limits) {
        InetSocketAddress address =
                new InetSocketAddress(OneHost.LAN_VIP.address().toInetAddress(), PORT);
        Target target = Target.http(address, "/", OneHost.NAME_HEADER, limits.interval())
                .deadline(limits.deadline());
        try (NetworkNamespace namespace = NetworkNamespace.ofPath(Path.of("/var/run/netns", lan.client()))) {
            return Prober.start(target, namespace);
        }
    }
}
