package io.fairlead.core.check;

import io.fairlead.core.text.NearestName;
import java.util.List;
import java.util.Optional;

/** Makes what is asked out of a kind and its options. */
final class ProbeReader {
    private static final List<String> KINDS = List.of("connect", "tcp", "http", "https");

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
