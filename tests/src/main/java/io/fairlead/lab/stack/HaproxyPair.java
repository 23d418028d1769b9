package io.fairlead.lab.stack;

import io.fairlead.core.net.IpAddress;
import io.fairlead.lab.fault.EngineApi;
import io.fairlead.lab.fault.ServiceContainer;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/** h1 and h2 of a stack that is up. */
public record HaproxyPair(OneHost stack, EngineApi api) {
    private static final IpAddress VIP = IpAddress.parse(OneHost.VIP);
    private static final URI READY = URI.create("http://127.0.0.1:8410/readyz");
    private static final URI METRICS = URI.create("http://127.0.0.1:8410/metrics");

    public List<ServiceContainer> containers() {
        return OneHost.HAPROXIES.stream().map(this::container).toList();
    }

    /** The container of h1 or h2. */
    public ServiceContainer container(String name) {
        return api.container(stack.project(), name);
    }

    /** The name of the other one. */
    public static String otherThan(String name) {
        return name.equals(OneHost.HAPROXIES.getFirst()) ? OneHost.HAPROXIES.getLast() : OneHost.HAPROXIES.getFirst();
    }

    /** Who has the container VIP, frozen containers included. */
    public List<String> holders() {
        return Holders.of(VIP, containers());
    }

    /**
     * The one that has the container VIP.
     *
     * @throws IllegalStateException if none has it, or both
     */
    public ServiceContainer holder() {
        List<String> holders = holders();
        if (holders.size() != 1) {
            throw new IllegalStateException("the VIP is on " + holders);
        }
        return container(holders.getFirst());
    }

    /** Whether both run and may hold the VIP, and exactly one does. */
    public boolean whole() {
        return containers().stream().allMatch(HaproxyPair::ready) && holders().size() == 1;
    }

    /** Whether exactly one has the VIP and says that it is active, and the other one that it is its backup. */
    public boolean settled() {
        List<String> holders = holders();
        return holders.size() == 1
                && containers().stream()
                        .allMatch(container -> readiness(container)
                                .contains(holders.contains(container.name()) ? "active" : "backup"));
    }

    /** In a few words, for messages. */
    public String state() {
        List<String> words = containers().stream()
                .map(container ->
                        container.name() + " " + container.status() + (ready(container) ? ", ready" : ", not ready"))
                .toList();
        return String.join("; ", words) + "; VIP on " + holders();
    }

    private static boolean ready(ServiceContainer container) {
        return !readiness(container).isEmpty();
    }

    /** What the sidecar in {@code container} says at /metrics; empty if it does not answer. */
    public static String metrics(ServiceContainer container) {
        return InsideHttp.get(container.pid(), METRICS).orElse("");
    }

    /** What the sidecar in {@code container} says at /readyz, lower case; empty if it is not ready. */
    static String readiness(ServiceContainer container) {
        // A frozen one would let the question time out.
        return container.status().equals("running")
                ? InsideHttp.get(container.pid(), READY).orElse("").toLowerCase(Locale.ROOT)
                : "";
    }
}
