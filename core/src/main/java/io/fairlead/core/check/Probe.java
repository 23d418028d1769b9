package io.fairlead.core.check;

import io.fairlead.core.net.IpAddress;
import java.util.Arrays;
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

    /** A MySQL or MariaDB server: its greeting, and a login if there is a user. */
    record Mysql(Login login) implements Probe {
        @Override
        public String kind() {
            return "mysql";
        }
    }

    /**
     * A node of a Galera cluster that may get connections: Primary, synced, ready, not desynced, not in maintenance.
     *
     * @param acceptsDonor state 2 will do as well
     * @param acceptsReadOnly one that is read-only will do as well
     */
    record Galera(Login login, boolean acceptsDonor, boolean acceptsReadOnly) implements Probe {
        @Override
        public String kind() {
            return "galera";
        }
    }

    /** PostgreSQL: as {@code pg_isready} without a user, with one a login, and its role where one is asked for. */
    record Postgres(Login login, String database, Postgres.Role role) implements Probe {
        /** Which of the servers of a replication are good. */
        public enum Role {
            ANY,
            PRIMARY,
            STANDBY
        }

        @Override
        public String kind() {
            return "postgresql";
        }
    }

    /** Redis: PONG, and its role where one is asked for. */
    record Redis(Optional<Tls> tls, Login login, Redis.Role role) implements Probe {
        /** Which of the servers of a replication are good. */
        public enum Role {
            ANY,
            MASTER,
            REPLICA
        }

        @Override
        public String kind() {
            return "redis";
        }
    }

    /** A mail server; {@code name} is how we call ourselves. */
    record Smtp(Optional<Tls> tls, String name) implements Probe {
        @Override
        public String kind() {
            return "smtp";
        }
    }

    /**
     * A name server, asked over UDP.
     *
     * @param expect an address that must be among the answers; empty: any
     */
    record Dns(String name, Type type, Code code, Optional<IpAddress> expect) implements Probe {
        /** What is asked for, with its number (RFC 1035, RFC 3596). */
        public enum Type {
            A(1),
            NS(2),
            SOA(6),
            MX(15),
            TXT(16),
            AAAA(28);

            private final int number;

            Type(int number) {
                this.number = number;
            }

            int number() {
                return number;
            }
        }

        /** What the answer must say, with its number (RFC 1035). */
        public enum Code {
            NOERROR(0),
            FORMERR(1),
            SERVFAIL(2),
            NXDOMAIN(3),
            NOTIMP(4),
            REFUSED(5);

            private final int number;

            Code(int number) {
                this.number = number;
            }

            int number() {
                return number;
            }

            static String words(int number) {
                return Arrays.stream(values())
                        .filter(code -> code.number == number)
                        .map(Code::name)
                        .findFirst()
                        .orElse("code " + number);
            }
        }

        @Override
        public String kind() {
            return "dns";
        }
    }

    /**
     * A server on UDP.
     *
     * @param send each character is an octet
     * @param expect a regular expression that must occur in the answer; empty: any answer will do
     * @param silenceIsGood no answer will do as well, as long as nobody says that the port is closed
     */
    record Udp(String send, String expect, boolean silenceIsGood) implements Probe {
        @Override
        public String kind() {
            return "udp";
        }
    }

    /** An echo of ICMP. */
    record Ping() implements Probe {
        @Override
        public String kind() {
            return "ping";
        }
    }

    /**
     * A program of this machine.
     *
     * @param name of a file in the folder of the agent's settings
     * @param user as whom it runs
     * @param weightByStatus its exit status from 2 on says the weight: 2 is 0 %, 102 is 100 %
     */
    record Script(String name, String user, boolean weightByStatus) implements Probe {
        @Override
        public String kind() {
            return "script";
        }
    }

    /**
     * The runtime socket of an HAProxy: its backends and their servers.
     *
     * @param socket a file; empty: the address and port
     * @param backend the one that is meant; empty: all
     * @param leastServers that must be up in it
     */
    record Haproxy(String socket, String backend, int leastServers) implements Probe {
        @Override
        public String kind() {
            return "haproxy";
        }
    }
}
