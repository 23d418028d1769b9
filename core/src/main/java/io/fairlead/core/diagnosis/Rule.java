package io.fairlead.core.diagnosis;

import io.fairlead.core.net.IpAddress;
import java.util.List;
import java.util.Optional;

/**
 * A rule of a packet filter.
 *
 * @param text as its own tool lists it
 * @param conditions all must hold
 * @param set the named set of addresses that it asks for source or destination, if it does
 * @param removal the command that removes it
 */
public record Rule(String text, List<Condition> conditions, Target target, Optional<NamedSet> set, Step removal) {
    /** What happens to a packet that fulfils it. */
    public sealed interface Target {
        record Accept() implements Target {}

        /** Silently or with an answer. */
        record Drop() implements Target {}

        record Return() implements Target {}

        /** Comes back from there if nothing there decides. */
        record Jump(String chain) implements Target {}

        /** Does not come back. */
        record Goto(String chain) implements Target {}

        /** It only counts, logs or marks. */
        record Nothing() implements Target {}
    }

    /** A set of nft, with the command's words for it: {@code ip keepalived vips}. */
    public record NamedSet(String family, String table, String name) {
        Step without(Place place, IpAddress address) {
            return new Step.Run(
                    place, List.of("nft", "delete", "element", family, table, name, "{", address.toString(), "}"));
        }
    }

    public Rule {
        conditions = List.copyOf(conditions);
    }

    Condition.Answer asks(Packet packet) {
        return conditions.stream()
                .map(condition -> condition.of(packet))
                .reduce(Condition.Answer.YES, Condition.Answer::and);
    }

    /** Whether it is about this very address, and not about a port or a network by the way. */
    boolean isAbout(IpAddress address) {
        return conditions.stream()
                .anyMatch(condition -> condition instanceof Condition.To to
                        && to.prefixes().stream()
                                .anyMatch(prefix -> prefix.address().equals(address)
                                        && prefix.length() == address.family().octets() * 8));
    }
}
