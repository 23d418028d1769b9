package io.fairlead.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fairlead.lab.stack.FaultResult;
import io.fairlead.lab.stack.IpvsEvidence;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final FaultResult KILL = new FaultResult(
            "kill",
            "h1",
            311.25,
            400,
            62,
            Map.of("refused", 62L),
            500,
            4.5,
            "h1",
            "h2",
            "h2",
            "",
            List.of("promote h2: h1 is dead"),
            "docker kill h1");
    private static final FaultResult LOST = new FaultResult(
            "pause",
            "h1",
            30_000,
            400,
            6000,
            Map.of(),
            6000,
            0,
            "h1",
            "",
            "h1",
            "nobody answers",
            List.of(),
            "docker pause h1");

    private static final IpvsEvidence LOADED = new IpvsEvidence(
            false,
            true,
            "the kernel loaded ip_vs when generic netlink was asked",
            false,
            false,
            List.of("TCP  192.168.156.156:80 rr"));

    @Test
    void jsonTellsHowTheKernelCameToIpvs() throws Exception {
        JsonNode ipvs = new ObjectMapper()
                .readTree(new Report("ipvs", "20.10.24", "6.12", LOADED, List.of(KILL)).json())
                .get("ip_vs");

        assertThat(ipvs.get("loaded_before").asBoolean()).isFalse();
        assertThat(ipvs.get("loaded_after").asBoolean()).isTrue();
        assertThat(ipvs.get("modprobe_in_agent_image").asBoolean()).isFalse();
        assertThat(ipvs.get("agent_may_load_modules").asBoolean()).isFalse();
        assertThat(ipvs.at("/table/0").asText()).isEqualTo("TCP  192.168.156.156:80 rr");
    }

    @Test
    void jsonHasTheKeysThatMachinesReadAndNothingForPeople() throws Exception {
        JsonNode json =
                new ObjectMapper().readTree(new Report("ipvs", "20.10.24", "6.12", LOADED, List.of(KILL)).json());

        assertThat(json.at("/forwarding").asText()).isEqualTo("ipvs");
        assertThat(json.at("/engine").asText()).isEqualTo("20.10.24");
        assertThat(json.at("/kernel").asText()).isEqualTo("6.12");
        JsonNode fault = json.at("/faults/0");
        assertThat(fault.get("fault").asText()).isEqualTo("kill");
        assertThat(fault.get("outage_ms").asDouble()).isEqualTo(311.25);
        assertThat(fault.get("limit_ms").asInt()).isEqualTo(400);
        assertThat(fault.get("failed").asInt()).isEqualTo(62);
        assertThat(fault.get("probes").asInt()).isEqualTo(500);
        assertThat(fault.get("answered_before").asText()).isEqualTo("h1");
        assertThat(fault.get("answered_after").asText()).isEqualTo("h2");
        assertThat(fault.at("/decisions/0").asText()).isEqualTo("promote h2: h1 is dead");
        assertThat(fault.has("words")).isFalse();
    }

    @Test
    void tableFitsInto80ColumnsAndNamesNobodyWhereNobodyAnswered() {
        List<String> table = new Report("nftables", "20.10.24", "6.12", LOADED, List.of(KILL, LOST)).table();

        assertThat(table).allMatch(line -> line.length() <= 80);
        assertThat(table.get(2))
                .contains("docker pause h1")
                .contains("30000 ms")
                .contains("nobody");
        assertThat(table).contains("  failed: docker pause h1: nobody answers");
    }

    @Test
    void isWellOnlyIfEveryFaultWasAndThereWasOne() {
        assertThat(new Report("ipvs", "", "", LOADED, List.of(KILL)).well()).isTrue();
        assertThat(new Report("ipvs", "", "", LOADED, List.of(KILL, LOST)).well())
                .isFalse();
        assertThat(new Report("ipvs", "", "", LOADED, List.of()).well()).isFalse();
    }
}
