package io.fairlead.agent.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.vrrp.Advertisement;
import io.fairlead.core.vrrp.Overheard;
import io.fairlead.core.vrrp.Version;
import java.util.List;
import org.junit.jupiter.api.Test;

class SightingsTest {
    private static final IpAddress VIP = IpAddress.parse("172.18.0.201");
    private static final IpAddress H1 = IpAddress.parse("172.18.0.7");
    private static final IpAddress H2 = IpAddress.parse("172.18.0.8");
    private static final long MILLI = 1_000_000;

    private final Sightings sightings = new Sightings();

    /** At an interval of 100 ms. */
    private static Overheard advert(IpAddress source, int priority) {
        return new Overheard(new Advertisement(Version.V3, 201, priority, 10, List.of(VIP)), source);
    }

    private List<IpAddress> holder(long nowNanos) {
        return sightings.holder(VIP, nowNanos).stream()
                .map(Sightings.Sighting::router)
                .toList();
    }

    @Test
    void latestAdvertiserIsTheHolder() {
        sightings.heard(advert(H1, 100), 0);
        sightings.heard(advert(H2, 100), 50 * MILLI);
        assertThat(holder(60 * MILLI)).containsExactly(H2);
    }

    @Test
    void holderIsUnknownAfterFourSilentIntervals() {
        sightings.heard(advert(H1, 100), 0);
        assertThat(holder(399 * MILLI)).containsExactly(H1);
        assertThat(holder(400 * MILLI)).isEmpty();
    }

    @Test
    void releaseMakesTheHolderUnknownAtOnce() {
        sightings.heard(advert(H1, 100), 0);
        sightings.heard(advert(H1, 0), 10 * MILLI);
        assertThat(holder(11 * MILLI)).isEmpty();
    }

    @Test
    void lateReleaseOfTheOldHolderDoesNotHideTheNewOne() {
        sightings.heard(advert(H2, 100), 0);
        sightings.heard(advert(H1, 0), 10 * MILLI);
        assertThat(holder(11 * MILLI)).containsExactly(H2);
    }

    @Test
    void addressThatNobodyAdvertisedHasNoHolder() {
        assertThat(holder(0)).isEmpty();
    }
}
