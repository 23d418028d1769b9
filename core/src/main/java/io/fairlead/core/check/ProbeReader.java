package io.fairlead.core.check;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.text.NearestName;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes what is asked out of a kind and its options. */
final class ProbeReader {
    private static final List<String> KINDS = List.of(
            "connect",
            "tcp",
            "http",
            "https",
            "mysql",
            "galera",
            "postgresql",
            "redis",
            "smtp",
            "dns",
            "udp",
            "ping",
            "script",
            "haproxy");
    private static final String FILE = "[A-Za-z0-9_-][A-Za-z0-9_.-]*";

    private static final int LONGEST_NAME = 253;

    private static final StatusSet SUCCESS = StatusSet.tryParse("200-399").orElseThrow();

    private final Options options;

    private ProbeReader(Options options) {
        this.options = options;
    }

    /** Empty, with a problem, if there is no such kind. */
    static Optional<Probe> read(String kind, Options options) {
        ProbeReader reader = new ProbeReader(options);
        return switch (kind) {
            case "connect" -> Optional.of(new Probe.Connect());
            case "tcp" -> Optional.of(reader.tcp());
            case "http" -> Optional.of(reader.http(Optional.empty()));
            case "https" -> Optional.of(reader.http(Optional.of(reader.tls(options.text("host", "")))));
            case "mysql" -> Optional.of(new Probe.Mysql(reader.login()));
            case "galera" -> Optional.of(reader.galera());
            case "postgresql" ->
                Optional.of(new Probe.Postgres(
                        reader.login(),
                        options.text("database", ""),
                        reader.choice("role", Probe.Postgres.Role.ANY, Probe.Postgres.Role.values())));
            case "redis" ->
                Optional.of(new Probe.Redis(
                        reader.tlsIfOn(),
                        reader.login(),
                        reader.choice("role", Probe.Redis.Role.ANY, Probe.Redis.Role.values())));
            case "smtp" -> Optional.of(reader.smtp());
            case "dns" -> Optional.of(reader.dns());
            case "udp" -> Optional.of(reader.udp());
            case "ping" -> Optional.of(new Probe.Ping());
            case "script" -> Optional.of(reader.script());
            case "haproxy" ->
                Optional.of(new Probe.Haproxy(
                        reader.socket(), options.text("backend", ""), options.number("servers", 1, 0, 10_000)));
            default -> {
                options.wrong(
                        "",
                        "there is no check '" + kind + "'" + NearestName.hint(kind, KINDS),
                        "use one of " + String.join(", ", KINDS));
                yield Optional.empty();
            }
        };
    }

    private Probe tcp() {
        return new Probe.Tcp(tlsIfOn(), options.escaped("send"), options.regex("expect"));
    }

    private Probe http(Optional<Tls> tls) {
        String path = options.text("path", "/");
        if (!path.matches("/[\\x21-\\x7e]*")) {
            options.wrong(
                    "path", "'" + path + "' is no path of a page", "begin it with /, and escape what is not ASCII");
        }
        String host = options.text("host", "");
        if (!host.matches("[\\x21-\\x7e]*")) {
            options.wrong("host", "'" + host + "' is no name of a host", "write it in ASCII, without spaces");
        }
        return new Probe.Http(
                tls,
                options.oneOf("method", "GET", List.of("GET", "HEAD")),
                path,
                host,
                statuses(),
                options.octets("body"),
                options.regex("body-pattern"),
                digest());
    }

    private StatusSet statuses() {
        String text = options.text("status", SUCCESS.toString());
        return StatusSet.tryParse(text).orElseGet(() -> {
            options.wrong("status", "'" + text + "' is no set of statuses", "write it like 200-299,301");
            return SUCCESS;
        });
    }

    private Optional<BodyDigest> digest() {
        Optional<String> text = options.given("digest");
        Optional<BodyDigest> digest = text.flatMap(BodyDigest::tryParse);
        if (text.isPresent() && digest.isEmpty()) {
            options.wrong("digest", "'" + text.get() + "' is no digest", "write sha256: or md5: and its hex digits");
        }
        return digest;
    }

    private Probe galera() {
        Login login = login();
        if (login.user().isEmpty()) {
            options.wrong(
                    "user", "missing: the state of a node is only told to who logs in", "name a user; USAGE is enough");
        }
        return new Probe.Galera(login, isAccepted("donor"), isAccepted("read-only"));
    }

    private boolean isAccepted(String name) {
        return options.oneOf(name, "refuse", List.of("refuse", "accept")).equals("accept");
    }

    private Login login() {
        Login login = new Login(options.text("user", ""), options.text("password", ""), options.text("secret", ""));
        if (!login.password().isEmpty() && !login.secret().isEmpty()) {
            options.wrong("secret", "is given beside a password", "remove one of them");
        }
        if (!login.secret().isEmpty() && !login.secret().matches(FILE)) {
            options.wrong("secret", "'" + login.secret() + "' is no name of a file", "write a name without a folder");
        }
        return login;
    }

    private <E extends Enum<E>> E choice(String name, E otherwise, E[] choices) {
        List<String> words = Arrays.stream(choices).map(ProbeReader::lower).toList();
        String text = options.oneOf(name, lower(otherwise), words);
        return choices[words.indexOf(text)];
    }

    private static String lower(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    private Probe smtp() {
        String name = options.text("name", "fairlead.invalid");
        if (!name.matches("[A-Za-z0-9.:\\[\\]-]+")) {
            options.wrong("name", "'" + name + "' is no name of a host", "write one");
        }
        return new Probe.Smtp(tlsIfOn(), name);
    }

    private Probe dns() {
        String name = options.text("name", ".");
        if (name.length() > LONGEST_NAME || !name.matches("\\.|[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63})*\\.?")) {
            options.wrong("name", "'" + name + "' is no name for DNS", "write one, or . for the root");
        }
        // Every server knows who serves the root, or says that it does not want to tell.
        Probe.Dns.Type usual = name.equals(".") ? Probe.Dns.Type.NS : Probe.Dns.Type.A;
        Optional<String> expect = options.given("expect");
        Optional<IpAddress> address = expect.flatMap(IpAddress::tryParse);
        if (expect.isPresent() && address.isEmpty()) {
            options.wrong("expect", "'" + expect.get() + "' is no address", "write one");
        }
        return new Probe.Dns(
                name,
                choice("type", usual, Probe.Dns.Type.values()),
                choice("code", Probe.Dns.Code.NOERROR, Probe.Dns.Code.values()),
                address);
    }

    private Probe udp() {
        if (options.given("send").isEmpty()) {
            options.wrong(
                    "send", "missing: who is sent nothing does not answer", "say what is sent, for instance \\x00");
        }
        return new Probe.Udp(
                options.escaped("send"),
                options.regex("expect"),
                options.oneOf("silence", "bad", List.of("bad", "good")).equals("good"));
    }

    private Probe script() {
        String name = options.text("name", "");
        if (!name.matches(FILE)) {
            options.wrong("name", "'" + name + "' is no name of a file", "name a program in the folder checks.scripts");
        }
        String user = options.text("user", "nobody");
        if (!user.matches("[a-z_][a-z0-9_-]*")) {
            options.wrong("user", "'" + user + "' is no name of a user", "write one");
        }
        return new Probe.Script(
                name,
                user,
                options.oneOf("weight", "none", List.of("none", "status")).equals("status"));
    }

    private String socket() {
        String socket = options.text("socket", "");
        if (!socket.isEmpty() && !socket.startsWith("/")) {
            options.wrong("socket", "'" + socket + "' is no absolute path", "begin it with /");
        }
        return socket;
    }

    private Optional<Tls> tlsIfOn() {
        return options.isOn("tls", false) ? Optional.of(tls("")) : Optional.empty();
    }

    private Tls tls(String host) {
        String name = options.text("sni", host);
        boolean verify = options.isOn("verify", false);
        if (verify && name.isEmpty()) {
            options.wrong("verify", "means nothing without a name that the certificate must be for", "add sni");
        }
        return new Tls(name, verify, options.number("certificate-days", 14, 0, 365));
    }
}
