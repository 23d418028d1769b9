package io.fairlead.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.health.Handicap;
import io.fairlead.core.health.ServerHealth;
import io.fairlead.core.health.Verdict;
import io.fairlead.core.text.Problem;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MemberCheckLabelsTest {
    private static final String PREFIX = "io.fairlead.vip-check";

    private static MemberCheckLabels.Result read(OptionalInt usualPort, String... pairs) {
        Map<String, String> texts = new TreeMap<>(Map.of("io.fairlead.vip", "10.0.0.1", "io.fairlead.check", "tcp"));
        for (int i = 0; i < pairs.length; i += 2) {
            texts.put(PREFIX + pairs[i], pairs[i + 1]);
        }
        return MemberCheckLabels.read(PREFIX, texts, usualPort, key -> "label " + key);
    }

    private static String problem(OptionalInt usualPort, String... pairs) {
        return read(usualPort, pairs).problems().stream()
                .map(Problem::line)
                .findFirst()
                .orElse("");
    }

    private static ServerHealth found(Verdict verdict) {
        return new ServerHealth(verdict, 100, "refuses connections", "");
    }

    @Test
    void withoutLabelsTheRightIsNotChecked() {
        assertThat(read(OptionalInt.of(80)).check()).isEmpty();
        assertThat(read(OptionalInt.of(80)).problems()).isEmpty();
    }

    @Test
    void failureTakesTheRightUnlessItOnlyLowersThePriority() {
        MemberCheck fault =
                read(OptionalInt.of(80), "", "http", ".path", "/ready").check().orElseThrow();
        assertThat(fault.port()).isEqualTo(80);
        assertThat(fault.handicap(found(Verdict.UNHEALTHY)))
                .isEqualTo(new Handicap(Handicap.FAULT, "its check http says: refuses connections"));
        assertThat(fault.handicap(found(Verdict.UNKNOWN))).isEqualTo(Handicap.NONE);
        assertThat(fault.handicap(found(Verdict.HEALTHY))).isEqualTo(Handicap.NONE);

        MemberCheck lower = read(OptionalInt.of(80), "", "tcp", ".port", "9", ".lower-priority-by", "50")
                .check()
                .orElseThrow();
        assertThat(lower.port()).isEqualTo(9);
        assertThat(lower.handicap(found(Verdict.UNHEALTHY)).points()).isEqualTo(50);
        assertThat(lower.canonical()).startsWith("tcp").isNotEqualTo(fault.canonical());
    }

    @Test
    void priorityIsNeverLessThanOneAndAnOwnersIsItsOwn() {
        assertThat(new Handicap(50, "x").lowered(100)).isEqualTo(50);
        assertThat(new Handicap(253, "x").lowered(100)).isEqualTo(1);
        assertThat(new Handicap(50, "x").lowered(255)).isEqualTo(255);
        assertThat(new Handicap(Handicap.FAULT, "x").lowered(100)).isEqualTo(100);
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThat(problem(OptionalInt.empty(), "", "http"))
                .isEqualTo("label io.fairlead.vip-check.port: missing, and nothing is published; say which port of the"
                        + " member is asked");
        assertThat(problem(OptionalInt.empty(), "", "ping")).isEmpty();
        assertThat(problem(OptionalInt.of(80), ".path", "/")).startsWith("label io.fairlead.vip-check: missing");
        assertThat(problem(OptionalInt.of(80), "", "http", ".lower-priority-by", "254"))
                .startsWith("label io.fairlead.vip-check.lower-priority-by: '254' is not a number from 1 to 253");
        assertThat(problem(OptionalInt.of(80), "", "http", ".pth", "/"))
                .startsWith("label io.fairlead.vip-check.pth: this check has no such option");
    }
}
