package io.fairlead.lab.stack;

import io.fairlead.lab.engine.Engine;
import io.fairlead.lab.engine.Lan;
import io.fairlead.lab.probe.Prober;
import io.fairlead.lab.probe.Target;
import io.fairlead.linux.namespace.NetworkNamespace;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A stack that is up, and a LAN client in front of it.
 *
 * @param lan joins the engine's host and the client
 */
public record Stage(Engine engine, Lan lan, HaproxyPair haproxies) {
    private static final int PORT = 80;

    public OneHost stack() {
        return haproxies.stack();
    }

    /** What the agent says; empty if it does not answer. */
    public Optional<AgentStatus> agentStatus() {
        return AgentStatus.of(this);
    }

    /**
     * The same, waited for.
     *
     * @throws IllegalStateException with what is said instead if it has not answered after {@code longest}
     */
    public AgentStatus awaitAgentStatus(Duration longest) {
        AtomicReference<AgentStatus> status = new AtomicReference<>();
        Waiting.until(
                "the agent's status",
                longest,
                () -> {
                    agentStatus().ifPresent(status::set);
                    return status.get() != null;
                },
                () -> AgentStatus.refusal(this));
        return status.get();
    }

    /** A client on the LAN that begins to connect to the LAN VIP. */
    public Prober client(Limits limits) {
        InetSocketAddress address =
                new InetSocketAddress(OneHost.LAN_VIP.address().toInetAddress(), PORT);
        Target target = Target.http(address, "/", OneHost.NAME_HEADER, limits.interval())
                .deadline(limits.deadline());
        try (NetworkNamespace namespace = NetworkNamespace.ofPath(Path.of("/var/run/netns", lan.client()))) {
            return Prober.start(target, namespace);
        }
    }
}
