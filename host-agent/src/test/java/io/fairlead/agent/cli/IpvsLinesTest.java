package io.fairlead.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fairlead.core.ipvs.Destination;
import io.fairlead.core.ipvs.ForwardingMethod;
import io.fairlead.core.ipvs.Persistence;
import io.fairlead.core.ipvs.Scheduler;
import io.fairlead.core.ipvs.ServiceFlag;
import io.fairlead.core.ipvs.ServiceKey;
import io.fairlead.core.ipvs.TransportProtocol;
import io.fairlead.core.ipvs.Tunnel;
import io.fairlead.core.ipvs.VirtualService;
import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.ipvs.Connection;
import io.fairlead.linux.ipvs.DestinationReport;
import io.fairlead.linux.ipvs.IpvsReader;
import io.fairlead.linux.ipvs.ServiceReport;
import io.fairlead.linux.ipvs.Stats;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpvsLinesTest {
    private static final ServiceKey DB =
            new ServiceKey.Address(TransportProtocol.TCP, IpAddress.parse("192.168.1.157"), 3306);
    private static final ServiceKey DB6 =
            new ServiceKey.Address(TransportProtocol.TCP, IpAddress.parse("2001:db8:1234:5678::157"), 3306);
    private static final Stats STATS = new Stats(120, 9, 8, 12_345, 1_234_567, 4, 3, 2, 12_345, 1_200_000);
    private static final IpvsNames NAMES = new IpvsNames(true, Map.of(DB, "db"));

    private static IpvsReader.Service v4() {
        return new IpvsReader.Service(
                new ServiceReport(
                        new VirtualService(
                                DB,
                                Scheduler.SH,
                                Set.of(ServiceFlag.SCHED1),
                                Optional.of(new Persistence(50, 24, Optional.empty()))),
                        STATS),
                List.of(new DestinationReport(
                        Destination.masq(IpAddress.parse("10.0.0.1"), 3306).withWeight(2), 12, 3, 1, STATS)));
    }

    private static IpvsReader.Service v6() {
        Destination target = new Destination(
                new Destination.Key(IpAddress.parse("2001:db8:1234:5678:9abc:def0:1234:5678"), 3306),
                ForwardingMethod.TUNNEL,
                1,
                0,
                0,
                Optional.of(new Tunnel(Tunnel.Type.GUE, 6080, Tunnel.Checksum.NOCSUM)));
        return new IpvsReader.Service(
                new ServiceReport(VirtualService.of(DB6, Scheduler.RR), Stats.ZERO),
                List.of(new DestinationReport(target, 0, 0, 0, Stats.ZERO)));
    }

    @Test
    void servicesAndTargetsHaveTheirRatesAndCounts() {
        assertThat(String.join("\n", IpvsServices.lines(List.of(v4()), NAMES, false)))
                .isEqualTo("""
                TCP 192.168.1.157:3306  sh fallback  persistent 50 s /24                      db
                  target                 method   weight active  idle conn/s  in B/s out B/s
                  10.0.0.1:3306          nat           2     12     3      4   12.3k    1.2M
                  all                                        12     3      4   12.3k    1.2M""");
        assertThat(IpvsServices.lines(List.of(v4()), NAMES, true).get(2)).endsWith("120   12.3k    1.2M");
    }

    @Test
    void noLineIsLongerThanEightyColumns() {
        List<IpvsReader.Service> services = List.of(v4(), v6());
        List<Connection> connections = List.of(
                new Connection(
                        "TCP",
                        IpAddress.parse("2001:db8:1234:5678:9abc:def0:1234:1"),
                        65_535,
                        IpAddress.parse("2001:db8:1234:5678::157"),
                        3306,
                        IpAddress.parse("2001:db8:1234:5678:9abc:def0:1234:5678"),
                        65_535,
                        "ESTABLISHED",
                        86_399),
                open("192.168.100.200", 65_535));
        assertThat(String.join("\n", IpvsServices.lines(services, NAMES, false)).lines())
                .contains("  [2001:db8:1234:5678:9abc:def0:1234:5678]:3306")
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        assertThat(String.join("\n", IpvsConnections.lines(services, connections, NAMES))
                        .lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    @Test
    void connectionsAreToldByServiceAndTarget() {
        Connection template = new Connection(
                "TCP",
                IpAddress.parse("192.168.1.20"),
                0,
                IpAddress.parse("192.168.1.157"),
                3306,
                IpAddress.parse("10.0.0.1"),
                3306,
                "NONE",
                48);
        assertThat(String.join(
                        "\n",
                        IpvsConnections.lines(List.of(v4()), List.of(open("192.168.1.20", 51_234), template), NAMES)))
                .isEqualTo("""
                TCP 192.168.1.157:3306  sh fallback  persistent 50 s /24                      db
                  192.168.1.20           → 10.0.0.1:3306          remembered       0:48
                  192.168.1.20:51234     → 10.0.0.1:3306          ESTABLISHED     14:57

                1 connection, 1 of them established; 1 client remembered by persistence""");
    }

    private static Connection open(String client, int port) {
        return new Connection(
                "TCP",
                IpAddress.parse(client),
                port,
                IpAddress.parse("192.168.1.157"),
                3306,
                IpAddress.parse("10.0.0.1"),
                3306,
                "ESTABLISHED",
                897);
    }

    @Test
    void serviceOfOthersIsCalledSoWhenTheAgentAnswers() {
        assertThat(IpvsServices.lines(List.of(v6()), NAMES, false).getFirst()).endsWith("(not Fairlead's)");
        assertThat(IpvsServices.lines(List.of(v6()), IpvsNames.NONE, false).getFirst())
                .doesNotContain("Fairlead");
    }

    @Test
    void jsonHasEverything() throws Exception {
        JsonNode root = new ObjectMapper()
                .readTree(IpvsJson.of(List.of(v4(), v6()), NAMES, Optional.of(List.of(open("10.9.0.1", 1))), true));
        JsonNode db = root.path("services").get(0);
        assertThat(db.path("name").asText()).isEqualTo("db");
        assertThat(db.path("protocol").asText()).isEqualTo("tcp");
        assertThat(db.path("persistence").path("prefixLength").asInt()).isEqualTo(24);
        assertThat(db.path("targets")
                        .get(0)
                        .path("stats")
                        .path("connectionsPerSecond")
                        .asInt())
                .isEqualTo(4);
        assertThat(root.path("services")
                        .get(1)
                        .path("targets")
                        .get(0)
                        .path("method")
                        .asText())
                .isEqualTo("gue:6080");
        assertThat(root.path("connections").get(0).path("state").asText()).isEqualTo("ESTABLISHED");
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "9999,9999",
        "10000,10.0k",
        "99949,99.9k",
        "99950,100k",
        "999499,999k",
        "999500,1.0M",
        "345000000000,345G",
        "9000000000000,9.0T"
    })
    void numbersNeedFiveColumnsAtMost(long value, String text) {
        assertThat(IpvsWords.number(value)).isEqualTo(text).hasSizeLessThanOrEqualTo(5);
    }
}
