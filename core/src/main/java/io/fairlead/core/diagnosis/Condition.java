package io.fairlead.core.diagnosis;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One thing that a rule asks of a packet. */
public sealed interface Condition {
    /** Whether a packet fulfils it; MAYBE: it depends on what is not known. */
    enum Answer {
        YES,
        NO,
        MAYBE;

        static Answer of(boolean yes) {
            return yes ? YES : NO;
        }

        Answer and(Answer other) {
            return this == NO || other == NO ? NO : this == MAYBE || other == MAYBE ? MAYBE : YES;
        }

        Answer not() {
            return switch (this) {
                case YES -> NO;
                case NO -> YES;
                case MAYBE -> MAYBE;
            };
        }
    }

    Answer of(Packet packet);

    /** The opposite of another one. */
    record Not(Condition condition) implements Condition {
        @Override
        public Answer of(Packet packet) {
            return condition.of(packet).not();
        }
    }

    record To(List<IpPrefix> prefixes) implements Condition {
        @Override
        public Answer of(Packet packet) {
            return Answer.of(prefixes.stream().anyMatch(prefix -> prefix.contains(packet.destination())));
        }
    }

    record From(List<IpPrefix> prefixes) implements Condition {
        @Override
        public Answer of(Packet packet) {
            if (packet.source().isEmpty()) {
                return prefixes.stream().anyMatch(prefix -> prefix.length() == 0) ? Answer.YES : Answer.MAYBE;
            }
            IpPrefix source = packet.source().get();
            boolean whole = prefixes.stream()
                    .anyMatch(each -> each.length() <= source.length() && each.contains(source.address()));
            boolean part = prefixes.stream().anyMatch(each -> source.contains(each.address()));
            return whole ? Answer.YES : part ? Answer.MAYBE : Answer.NO;
        }
    }

    record Protocol(Set<Integer> numbers) implements Condition {
        @Override
        public Answer of(Packet packet) {
            return Answer.of(numbers.contains(packet.protocol()));
        }
    }

    /** Destination ports, from and to. */
    record Ports(List<Range> ranges) implements Condition {
        /** Both ends belong to it. */
        public record Range(int first, int last) {}

        @Override
        public Answer of(Packet packet) {
            return Answer.of(ranges.stream().anyMatch(r -> packet.port() >= r.first() && packet.port() <= r.last()));
        }
    }

    /** The interface of arrival; a name that ends in + or * stands for all that begin so. */
    record In(List<String> names) implements Condition {
        @Override
        public Answer of(Packet packet) {
            return matches(names, packet.in());
        }
    }

    record Out(List<String> names) implements Condition {
        @Override
        public Answer of(Packet packet) {
            return matches(names, packet.out());
        }
    }

    /** The state of the connection, in the kernel's words; ours are always new. */
    record State(Set<String> states) implements Condition {
        @Override
        public Answer of(Packet packet) {
            return Answer.of(states.contains("new"));
        }
    }

    /** Where the connection went before anybody rewrote it; port 0: any. */
    record Original(IpAddress address, int port) implements Condition {
        @Override
        public Answer of(Packet packet) {
            return Answer.of(packet.original().equals(address) && (port == 0 || port == packet.originalPort()));
        }
    }

    /** Whether somebody has rewritten where it goes. */
    record Translated() implements Condition {
        @Override
        public Answer of(Packet packet) {
            return Answer.of(!packet.destination().equals(packet.original()));
        }
    }

    /** What kind of address it goes to: {@code local}, {@code multicast}… */
    record Kind(Set<String> kinds) implements Condition {
        @Override
        public Answer of(Packet packet) {
            boolean yes = (packet.isLocal() && kinds.contains("local"))
                    || (packet.destination().isMulticast() && kinds.contains("multicast"))
                    || (packet.out().isPresent() && kinds.contains("unicast"));
            return Answer.of(yes);
        }
    }

    /** Something that is not understood here. */
    record Unknown() implements Condition {
        @Override
        public Answer of(Packet packet) {
            return Answer.MAYBE;
        }
    }

    private static Answer matches(List<String> names, Optional<String> actual) {
        return Answer.of(actual.filter(name -> names.stream().anyMatch(each -> matches(each, name)))
                .isPresent());
    }

    private static boolean matches(String pattern, String name) {
        boolean open = pattern.endsWith("+") || pattern.endsWith("*");
        return open ? name.startsWith(pattern.substring(0, pattern.length() - 1)) : name.equals(pattern);
    }
}
