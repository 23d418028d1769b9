package io.fairlead.linux.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.core.net.IpPrefix;
import io.fairlead.core.vrrp.Lease;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LifetimeTest {
    @Test
    void leaseOfZeroIsForEver() {
        assertThat(Lifetime.ofLease(Lease.FOREVER.validity())).isEqualTo(Lifetime.FOREVER);
        assertThat(Lifetime.ofLease(Duration.ofSeconds(2))).isEqualTo(new Lifetime(2));
    }

    @Test
    void partsOfASecondAreRefused() {
        assertThatThrownBy(() -> Lifetime.ofLease(Duration.ofMillis(1500)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT1.5S");
        assertThatThrownBy(() -> Lifetime.ofLease(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void addressNeedsASecondAndNoMorePreferredThanValid() {
        IpPrefix vip = IpPrefix.parse("172.18.0.201/32");

        assertThatThrownBy(() -> NewAddress.virtual(3, vip, Lifetime.NONE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new NewAddress(3, vip, new Lifetime(1), new Lifetime(2), 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
