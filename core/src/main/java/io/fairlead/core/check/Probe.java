package io.fairlead.core.check;

import java.util.Optional;

/** What is asked of a server, and which answer is a good one. */
public sealed interface Probe {
    /** As in a label: {@code http}. */
    String kind();

    /** TLS that goes before the conversation, if any. */
    default Optional<Tls> tls() {
        return Optional.empty();
    }

    /**
     * The connection alone. A frozen server passes: its kernel answers for it (P33).
     */
    record Connect() implements Probe {
        @Override
        public String kind() {
            return "connect";
        }
    }

    /**
     * A TCP server that must bring an answer.
     *
     * @param send each character is an octet; empty: the server speaks first
     * @param expect a regular expression that must occur in the answer; empty: any octet will do
     */
    record Tcp(Optional<Tls> tls, String send, String expect) implements Probe {
        @Override
        public String kind() {
            return "tcp";
        }
    }

    /**
     * A web server.
     *
     * @param method GET or HEAD
     * @param host the virtual host; empty: the address
     * @param body that must occur in the body; empty: any
     * @param bodyPattern a regular expression that must occur in the body; empty: any
     */
    record Http(
            Optional<Tls> tls,
            String method,
            String path,
            String host,
            StatusSet statuses,
            String body,
            String bodyPattern,
            Optional<BodyDigest> digest)
            implements Probe {
        @Override
        public String kind() {
            return tls.isPresent() ? "https" : "http";
        }

        boolean asksForBody() {
            return !body.isEmpty() || !bodyPattern.isEmpty() || digest.isPresent();
        }
    }
}
