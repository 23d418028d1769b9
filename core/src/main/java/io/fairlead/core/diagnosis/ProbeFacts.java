package io.fairlead.core.diagnosis;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.MacAddress;
import java.util.List;

/** What came back when it was tried. */
public record ProbeFacts(List<Answer> answers, List<Connection> connections, List<Heard> heard) {
    /** Somebody answered ARP for a virtual address on an interface of the host. */
    public record Answer(String interfaceName, IpAddress address, MacAddress mac) {}

    /** A TCP connection; {@code via} empty: to the address itself, else the address behind it that should answer. */
    public record Connection(Place from, IpAddress to, int port, Outcome outcome) {
        /** {@code TCP from this host to 10.0.0.5:80}. */
        public String words() {
            String address = to.toString().contains(":") ? "[" + to + "]" : to.toString();
            return "TCP from " + from.words() + " to " + address + ":" + port + ": " + outcome.words();
        }
    }

    /** How a connection went. */
    public enum Outcome {
        CONNECTED("connected"),
        REFUSED("refused"),
        SILENT("no answer"),
        UNREACHABLE("no way there");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** An advertisement of a virtual router, heard on an interface of the host. */
    public record Heard(String interfaceName, int virtualRouterId, IpAddress source, List<IpAddress> addresses) {
        public Heard {
            addresses = List.copyOf(addresses);
        }
    }

    /** Nothing was tried. */
    public static final ProbeFacts NONE = new ProbeFacts(List.of(), List.of(), List.of());

    public ProbeFacts {
        answers = List.copyOf(answers);
        connections = List.copyOf(connections);
        heard = List.copyOf(heard);
    }
}
