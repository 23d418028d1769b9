package io.fairlead.lab.bench.watch;

import io.fairlead.core.net.IpAddress;
import io.fairlead.lab.engine.Engine;
import io.fairlead.linux.namespace.NetworkNamespace;
import io.fairlead.linux.packet.NetworkInterface;
import io.fairlead.linux.rtnetlink.InterfaceAddress;
import io.fairlead.linux.rtnetlink.Link;
import io.fairlead.linux.rtnetlink.RouteSocket;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** The network namespace of an engine's host. */
public final class HostSide {
    private HostSide() {}

    public static NetworkNamespace namespace(Engine engine) {
        return engine.namespace()
                .map(name -> NetworkNamespace.ofPath(Path.of("/var/run/netns", name)))
                .orElseGet(NetworkNamespace::current);
    }

    /** What {@code job} returns when it runs there. */
    public static <T> T call(Engine engine, Callable<T> job) {
        try (NetworkNamespace namespace = namespace(engine)) {
            return namespace.call(job);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("on the engine's host", e);
        }
    }

    /** Of the calling thread's namespace, the interface whose subnet holds {@code address}: the bridge. */
    public static NetworkInterface bridge(IpAddress address) {
        try (RouteSocket routes = RouteSocket.open()) {
            InterfaceAddress gateway = routes.subnetsHolding(address).getFirst();
            Link link = routes.linkByIndex(gateway.ifindex()).orElseThrow();
            return new NetworkInterface(link.name(), link.index(), link.mac().orElseThrow());
        }
    }
}
