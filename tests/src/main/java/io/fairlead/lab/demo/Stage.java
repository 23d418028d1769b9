package io.fairlead.lab.demo;

import io.fairlead.core.net.IpAddress;
import io.fairlead.lab.engine.Engine;
import io.fairlead.lab.engine.Lan;
import io.fairlead.lab.fault.EngineApi;
import io.fairlead.lab.fault.ServiceContainer;
import io.fairlead.lab.probe.Prober;
import io.fairlead.lab.probe.Target;
import io.fairlead.linux.namespace.NetworkNamespace;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * All that is up during a demo.
 *
 * @param lan joins the engine's host and the client
 */
record Stage(Engine engine, OneHost stack, Lan lan, EngineApi api) {
    private static final IpAddress VIP = IpAddress.parse(OneHost.VIP);
    private static final int PORT = 80;
    private static final URI READY = URI.create("http://127.0.0.1:8410/readyz");

    /** The HAProxy containers. */
    List<ServiceContainer> haproxies() {
        return OneHost.HAPROXIES.stream().map(name -> stack.haproxy(api, name)).toList();
    }

    ServiceContainer haproxy(String name) {
        return stack.haproxy(api, name);
    }

    /** Who has the container VIP, frozen containers included. */
    List<String> holders() {
        return Holders.of(VIP, haproxies());
    }

    /** Whether both HAProxy containers run and may hold the VIP, and exactly one does. */
    boolean whole() {
        return haproxies().stream().allMatch(Stage::ready) && holders().size() == 1;
    }

    /** In a few words, for messages. */
    String state() {
        List<String> words = haproxies().stream()
                .map(container ->
                        container.name() + " " + container.status() + (ready(container) ? ", ready" : ", not ready"))
                .toList();
        return String.join("; ", words) + "; VIP on " + holders();
    }

    private static boolean ready(ServiceContainer container) {
        return container.status().equals("running")
                && InsideHttp.get(container.pid(), READY).isPresent();
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
