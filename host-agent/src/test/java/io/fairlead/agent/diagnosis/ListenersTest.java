package io.fairlead.agent.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.diagnosis.NetworkFacts.Listener;
import io.fairlead.core.net.IpAddress;
import org.junit.jupiter.api.Test;

class ListenersTest {
    @Test
    void listeningSocketsOfBothFamiliesAreRead() {
        assertThat(Listeners.parse("   0: C84D000A:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 1"))
                .contains(new Listener(IpAddress.parse("10.0.77.200"), 80));
        assertThat(Listeners.parse("   0: 00000000000000000000000000000000:1F90 "
                        + "00000000000000000000000000000000:0000 0A 00000000:00000000"))
                .contains(new Listener(IpAddress.parse("::"), 8080));
        assertThat(Listeners.parse("   0: 0000000000000000FFFF0000C84D000A:0050 "
                        + "00000000000000000000000000000000:0000 0A 00000000:00000000"))
                .contains(new Listener(IpAddress.parse("10.0.77.200"), 80));
    }

    @Test
    void connectionsAndTheHeadingAreNot() {
        assertThat(Listeners.parse("   1: 0100007F:0050 0100007F:D431 01 00000000:00000000"))
                .isEmpty();
        assertThat(Listeners.parse("  sl  local_address rem_address   st tx_queue rx_queue"))
                .isEmpty();
    }
}
