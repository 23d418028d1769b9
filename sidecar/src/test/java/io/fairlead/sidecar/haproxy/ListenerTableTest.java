package io.fairlead.sidecar.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.net.IpAddress;
import io.fairlead.sidecar.haproxy.ListenerTable.Listener;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenerTableTest {
    private static final String HEAD =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\n";
    private static final String REST = " 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0\n";

    @TempDir
    private Path folder;

    @Test
    void readsListenersOfBothFamilies() throws Exception {
        Files.writeString(folder.resolve("tcp"), HEAD + "   0: 0100007F:20DA 00000000:0000 0A" + REST);
        Files.writeString(
                folder.resolve("tcp6"),
                HEAD + "   0: B80D0120000000000000000001000000:0050 00000000000000000000000000000000:0000 0A" + REST);

        assertThat(ListenerTable.read(folder))
                .containsExactly(
                        new Listener(IpAddress.parse("127.0.0.1"), 8410),
                        new Listener(IpAddress.parse("2001:db8::1"), 80));
    }

    @Test
    void stopsAtTheFirstConnectionSinceListenersComeFirst() throws Exception {
        Files.writeString(
                folder.resolve("tcp"),
                HEAD + "   0: 00000000:0050 00000000:0000 0A" + REST + "   1: 0100007F:0050 0100007F:9C40 01" + REST
                        + "   2: 00000000:0051 00000000:0000 0A" + REST);

        assertThat(ListenerTable.read(folder)).containsExactly(new Listener(IpAddress.parse("0.0.0.0"), 80));
    }

    @Test
    void aKernelWithoutIpv6HasNoSecondTable() throws Exception {
        Files.writeString(folder.resolve("tcp"), HEAD);
        assertThat(ListenerTable.read(folder)).isEmpty();
    }
}
