package io.fairlead.core.model;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.MacAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container as the engine lists it.
 *
 * @param name without the leading slash
 * @param attachments one for each network that it is attached to, running or not
 * @param hostPorts the host's ports that the engine leads to it now
 * @param pid of its first process, as the host counts; 0: it has none, or the engine was not asked
 * @param joins the id, or name, of the container whose network it uses ({@code network_mode: service:…}); empty: it has its own
 * @param upkeep of one that is a member, or joins one
 */
public record Container(
        String id,
        String name,
        State state,
        Map<String, String> labels,
        List<Attachment> attachments,
        List<HostPort> hostPorts,
        long pid,
        Optional<String> joins,
        Upkeep upkeep) {
    /** The engine's words for the state of a container. */
    public enum State {
        CREATED,
        RUNNING,
        PAUSED,
        RESTARTING,
        REMOVING,
        EXITED,
        DEAD;

        /** Whether it has processes, be they frozen, and so may have addresses. */
        public boolean isAlive() {
            return this == RUNNING || this == PAUSED;
        }
    }

    /**
     * An endpoint on a network.
     *
     * @param networkId empty where the engine does not say, for a container that never ran
     * @param addresses what it has now; none while it is stopped
     * @param reserved what was asked for it ({@code ipv4_address:}), running or not
     */
    public record Attachment(
            String networkId,
            String networkName,
            List<IpAddress> addresses,
            List<IpAddress> reserved,
            Optional<MacAddress> mac) {
        public Attachment {
            addresses = List.copyOf(addresses);
            reserved = List.copyOf(reserved);
        }

        boolean isOn(Network network) {
            return networkId.isEmpty() ? networkName.equals(network.name()) : networkId.equals(network.id());
        }
    }

    /** Whether it is meant to be a member: it has a label of ours, be it a wrong one. */
    public boolean hasOurLabel() {
        return labels.keySet().stream().anyMatch(key -> key.startsWith(Label.PREFIX));
    }

    /**
     * A port of the host that the engine publishes.
     *
     * @param address of the host; unspecified (0.0.0.0, ::): all that it has and will have
     */
    public record HostPort(IpAddress address, int port, PublishedPort.Protocol protocol) {
        boolean takes(IpAddress destination, PublishedPort published) {
            return port == published.lanPort()
                    && protocol == published.protocol()
                    && (address.equals(destination)
                            || (address.family() == destination.family() && address.isUnspecified()));
        }
    }

    public Container {
        labels = Map.copyOf(labels);
        attachments = List.copyOf(attachments);
        hostPorts = List.copyOf(hostPorts);
    }

    /** What its health check says. */
    public enum Health {
        NONE,
        STARTING,
        HEALTHY,
        UNHEALTHY
    }

    /**
     * What the engine tells of a container when it is asked for that one alone.
     *
     * @param startedAt the begin of its present or last life, by the engine's clock; {@link Instant#EPOCH}: not known
     * @param exitCode of its last life
     * @param engineRestarts the engine has a restart policy for it
     * @param networkNamespace the inode of its first process's network namespace; 0: not known
     */
    public record Upkeep(
            Instant startedAt, int exitCode, Health health, boolean engineRestarts, long networkNamespace) {
        public static final Upkeep UNKNOWN = new Upkeep(Instant.EPOCH, 0, Health.NONE, false, 0);
    }

    /** One that publishes nothing, as a listing shows it: without the pid. */
    public Container(String id, String name, State state, Map<String, String> labels, List<Attachment> attachments) {
        this(id, name, state, labels, attachments, List.of(), 0, Optional.empty(), Upkeep.UNKNOWN);
    }

    /** The same, after the engine was asked for it alone: its state may be another one by then. */
    public Container asked(State asked, long first, Upkeep told) {
        return new Container(id, name, asked, labels, attachments, hostPorts, first, joins, told);
    }
}
