package io.fairlead.agent.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.diagnosis.Certainty;
import io.fairlead.core.diagnosis.Facts;
import io.fairlead.core.diagnosis.Finding;
import io.fairlead.core.diagnosis.NetworkFacts;
import io.fairlead.core.diagnosis.Pitfall;
import io.fairlead.core.diagnosis.Place;
import io.fairlead.core.diagnosis.ProbeFacts;
import io.fairlead.core.diagnosis.Step;
import io.fairlead.core.model.Model;
import io.fairlead.core.model.Observed;
import io.fairlead.core.net.IpAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DoctorTextTest {
    private static final Finding STRICT = new Finding(
            Pitfall.VRRP_STRICT,
            Certainty.CERTAIN,
            List.of(IpAddress.parse("10.156.0.201")),
            "container h1",
            "ip daddr @vips drop (nft table ip keepalived, chain in)",
            "It drops connections to 10.156.0.201:80, and there is much more to be said of it than a line can hold.",
            List.of(new Step.Run(
                    new Place("h1", 4711),
                    List.of("nft", "delete", "element", "ip", "keepalived", "vips", "{", "10.156.0.201", "}"))),
            List.of("TCP from this host to 10.156.0.201:80: no answer"));

    private static Facts facts(String... unseen) {
        return new Facts(
                Instant.EPOCH,
                new Facts.Engine("", "1.41"),
                Facts.Agent.well(),
                new Facts.Ipvs(true, false, true),
                new Observed(List.of(), List.of(), List.of()),
                Model.EMPTY,
                List.of(),
                NetworkFacts.unknown(Place.HOST),
                Map.of(),
                List.of(),
                ProbeFacts.NONE,
                List.of(unseen));
    }

    @Test
    void findingFitsATerminalAndItsCommandCanBeCopied() {
        List<String> lines = DoctorText.of(List.of(STRICT), facts());

        assertThat(lines).allMatch(line -> line.length() <= 80);
        assertThat(lines.getFirst()).isEqualTo("1  P22 vrrp-strict · certain · --fix mends it");
        assertThat(String.join("\n", lines)).contains("""
                   tried  TCP from this host to 10.156.0.201:80: no answer
                   mend   nsenter -t 4711 -n nft delete element ip keepalived vips '{' \\
                            10.156.0.201 '}'
                """);
        assertThat(lines.getLast()).endsWith("of them.");
    }

    @Test
    void cleanOneSaysHowFarItLooked() {
        assertThat(DoctorText.of(List.of(), facts()).getLast()).startsWith("Nothing found: 0 services, 1 networks");
        assertThat(DoctorText.of(List.of(), facts("the network of container h1: EPERM")))
                .anyMatch(line -> line.startsWith("Not looked at: the network of container h1"))
                .anyMatch(line -> line.startsWith("Nothing found in what could be looked at"));
    }

    @Test
    void catalogueFitsATerminal() {
        assertThat(DoctorText.catalogue())
                .allMatch(line -> line.length() <= 80)
                .anyMatch(line -> line.startsWith("P25   * ip-forward-off"));
    }

    @Test
    void jsonHasWhatTheTextHas() {
        assertThat(DoctorJson.of(List.of(STRICT), facts("x"), List.of("done: y")))
                .contains("\"id\" : \"vrrp-strict\"", "\"fixable\" : true", "\"notLookedAt\" : [ \"x\" ]", "done: y");
        assertThat(DoctorJson.catalogue()).contains("\"number\" : \"P25\"");
    }
}
