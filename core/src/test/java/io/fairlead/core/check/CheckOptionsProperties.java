package io.fairlead.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CheckOptionsProperties {
    private static final String[] KINDS = {
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
        "haproxy",
        "nonsense"
    };
    private static final String[] NAMES = {
        "interval",
        "timeout",
        "rise",
        "fall",
        "jitter",
        "initial",
        "port",
        "flap-falls",
        "flap-window",
        "flap-hold",
        "send",
        "expect",
        "tls",
        "sni",
        "verify",
        "certificate-days",
        "path",
        "host",
        "status",
        "body",
        "body-pattern",
        "digest",
        "method",
        "user",
        "password",
        "secret",
        "donor",
        "read-only",
        "database",
        "role",
        "name",
        "type",
        "code",
        "silence",
        "weight",
        "socket",
        "backend",
        "servers",
        "nonsense"
    };

    @Provide
    Arbitrary<String> kinds() {
        return Arbitraries.of(KINDS);
    }

    @Provide
    Arbitrary<Map<String, String>> options() {
        Arbitrary<String> values = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(20),
                Arbitraries.of(
                        "", "0", "1", "65535", "99999999999", "2 s", "on", "off", "200", "any", "accept", "\\", "("));
        return Arbitraries.maps(Arbitraries.of(NAMES), values).ofMaxSize(6);
    }

    @Property
    void arbitraryOptionsNeverThrowAndGiveSettingsOrProblems(
            @ForAll("kinds") String kind, @ForAll("options") Map<String, String> options) {
        CheckOptions.Result result = CheckOptions.read(kind, options, name -> name);
        assertThat(result.settings().isPresent()).isEqualTo(result.problems().isEmpty());
    }
}
