package io.fairlead.lab.stack;

import io.fairlead.core.net.IpAddress;
import io.fairlead.lab.fault.ServiceContainer;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.namespace.NetworkNamespace;
import io.fairlead.linux.rtnetlink.RouteSocket;
import java.util.List;

/** Who has an address, asked of the kernel inside each container's network namespace: no program in it has to answer. */
public final class Holders {
    private Holders() {}

    /** The names of those of {@code containers} that have {@code address} on an interface, frozen ones included. */
    public static List<String> of(IpAddress address, List<ServiceContainer> containers) {
        return containers.stream()
                .filter(container -> has(address, container.pid()))
                .map(ServiceContainer::name)
                .toList();
    }

    /** Whether the network namespace of the process {@code pid} has {@code address}; 0 is no process. */
    public static boolean has(IpAddress address, long pid) {
        if (pid == 0) {
            return false;
        }
        try (NetworkNamespace namespace = NetworkNamespace.ofProcess(pid)) {
            return namespace.call(() -> {
                try (RouteSocket routes = RouteSocket.open()) {
                    return routes.addresses().stream()
                            .anyMatch(each -> each.address().equals(address));
                }
            });
        } catch (KernelException e) {
            // Its first process ended meanwhile, and its addresses with it.
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while looking who has " + address, e);
        } catch (Exception e) {
            throw new IllegalStateException("cannot look who has " + address, e);
        }
    }
}
