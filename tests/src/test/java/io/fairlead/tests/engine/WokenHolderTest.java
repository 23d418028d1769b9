package io.fairlead.tests.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.net.IpAddress;
import io.fairlead.lab.fault.Fault;
import io.fairlead.lab.fault.ServiceContainer;
import io.fairlead.lab.stack.FaultResult;
import io.fairlead.lab.stack.HaproxyPair;
import io.fairlead.lab.stack.SidecarsAlone;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A holder that was frozen while another took over wakes up (P02, P15). */
@Tag("engine")
@ExtendWith(SharedSidecars.class)
class WokenHolderTest {
    @Test
    void itComesBackAsBackupWithoutAWordAndNoClientNotices(SidecarsAlone sidecars) throws Exception {
        ServiceContainer woken = sidecars.haproxies().holder();
        String other = HaproxyPair.otherThan(woken.name());
        IpAddress address = woken.address();
        Fault.PAUSE.inject(woken);
        sidecars.awaitHolders(List.of(other), Duration.ofSeconds(5));

        try (BridgeAdverts adverts = BridgeAdverts.on(sidecars.engine())) {
            FaultResult result = sidecars.run().run(Fault.UNPAUSE, woken, other);
            sidecars.awaitRole(woken, "backup", Duration.ofSeconds(5));

            assertThat(result.failed()).isZero();
            assertThat(result.answeredAfter()).isEqualTo(other);
            assertThat(adverts.senders()).isNotEmpty().doesNotContain(address);
            assertThat(sidecars.haproxies().holders()).containsExactly(other);
        }
    }
}
