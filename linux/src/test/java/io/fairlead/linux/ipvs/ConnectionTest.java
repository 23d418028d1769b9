package io.fairlead.linux.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.net.IpAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionTest {
    private static final String HEADING =
            "Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData";

    @Test
    void lineIsAConnection() {
        assertThat(Connection.parse(
                        List.of(HEADING, "TCP 0A090001 D2F0 0A020064 1F41 0A02000B 0050 ESTABLISHED     897")))
                .containsExactly(new Connection(
                        "TCP",
                        IpAddress.parse("10.9.0.1"),
                        54_000,
                        IpAddress.parse("10.2.0.100"),
                        8001,
                        IpAddress.parse("10.2.0.11"),
                        80,
                        "ESTABLISHED",
                        897));
    }

    @Test
    void ipv6IsWrittenInFull() {
        assertThat(Connection.parse("UDP fd09:0000:0000:0000:0000:0000:0000:0001 0035"
                        + " fd02:0000:0000:0000:0000:0000:0000:0100 0035"
                        + " fd02:0000:0000:0000:0000:0000:0000:0011 0035 UDP           299"))
                .get()
                .extracting(Connection::client, Connection::destination)
                .containsExactly(IpAddress.parse("fd09::1"), IpAddress.parse("fd02::11"));
    }

    @Test
    void templateHasNoPortOfTheClient() {
        Connection template = Connection.parse("TCP 0A090001 0000 0A020064 1F4F 0A02000B 0050 NONE           58")
                .orElseThrow();
        assertThat(template.isTemplate()).isTrue();
    }

    @Test
    void whatCannotBeUnderstoodIsLeftOut() {
        assertThat(Connection.parse(List.of(HEADING, "", "TCP nonsense", "TCP x D2F0 y 1F41 z 0050 CLOSE 1")))
                .isEmpty();
    }
}
