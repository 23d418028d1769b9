package io.fairlead.core.director;

import io.fairlead.core.channel.SidecarMessage;
import io.fairlead.core.model.Model;
import io.fairlead.core.net.IpAddress;
import java.util.Optional;

/** What the director hears. A member is named by its container id. */
public sealed interface DirectorEvent {
    /** The engine's list of containers, as our model; also says who is paused, exited, stopped by a person. */
    record ModelSeen(Model model) implements DirectorEvent {}

    /** A sidecar that the kernel proved to be in this container has connected. */
    record Connected(String member) implements DirectorEvent {}

    /** Its latest report. */
    record Reported(String member, SidecarMessage.Report report) implements DirectorEvent {}

    /** Its connection has ended. The process may live: {@link SidecarDied} says if it does not. */
    record Disconnected(String member) implements DirectorEvent {}

    /** The sidecar's process is dead (pidfd): nobody in that container renews or gives up the address. */
    record SidecarDied(String member) implements DirectorEvent {}

    /** The container's first process is dead (pidfd). */
    record ContainerDied(String member) implements DirectorEvent {}

    /** The container's cgroup is frozen, or all its processes are stopped: it executes nothing at the moment. */
    record Frozen(String member) implements DirectorEvent {}

    /** It executes again. */
    record Thawed(String member) implements DirectorEvent {}

    /**
     * The answer to {@link Decision.Fence}.
     *
     * @param failure empty: read back, none of the service's addresses is in that namespace, or the namespace is gone
     */
    record FenceDone(String service, String member, Optional<String> failure) implements DirectorEvent {}

    /**
     * The answer to {@link Decision.Relay}.
     *
     * @param failure empty: it stands
     */
    record RelayDone(String service, String from, String to, Optional<String> failure) implements DirectorEvent {}

    /** The answer to {@link Decision.EndRelay}: nothing of it is left. */
    record RelayEnded(String service, String from, String to) implements DirectorEvent {}

    /** An advertisement was seen on the service's bridge; priority 0 is a release. */
    record AdvertisementSeen(String service, IpAddress source, int priority) implements DirectorEvent {}

    /** The host's end of the member's link went down or came back. */
    record LinkChanged(String member, boolean up) implements DirectorEvent {}

    /** An operator wants the address elsewhere: {@code to} a named member, or any other. */
    record MoveAsked(String service, Optional<String> to) implements DirectorEvent {}

    /** The deadline of the director's state has passed. */
    record TimerFired() implements DirectorEvent {}
}
