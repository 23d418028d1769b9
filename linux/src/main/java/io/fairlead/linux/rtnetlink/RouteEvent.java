package io.fairlead.linux.rtnetlink;

/** A change in a network namespace, of whatever cause: we hear of our own changes as well. */
public sealed interface RouteEvent {
    /** A link came or changed. */
    record LinkChanged(Link link) implements RouteEvent {}

    record LinkRemoved(Link link) implements RouteEvent {}

    /** An address came, changed or was renewed. */
    record AddressChanged(InterfaceAddress address) implements RouteEvent {}

    /** An address went: by command, with its link, or because its lifetime was over. */
    record AddressRemoved(InterfaceAddress address) implements RouteEvent {}

    record NeighbourChanged(Neighbour neighbour) implements RouteEvent {}

    record NeighbourRemoved(Neighbour neighbour) implements RouteEvent {}

    /** Events were lost: read what matters again with a {@link RouteSocket}. */
    record ResyncNeeded(String reason) implements RouteEvent {}
}
