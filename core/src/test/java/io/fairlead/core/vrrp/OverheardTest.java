package io.fairlead.core.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.net.IpAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OverheardTest {
    private static final IpAddress SOURCE = IpAddress.parse("172.18.0.8");
    private static final IpAddress GROUP = IpAddress.parse("224.0.0.18");

    private static byte[] message(Version version, ChecksumForm form) {
        Advertisement advertisement =
                new Advertisement(version, 201, 100, 100, List.of(IpAddress.parse("172.18.0.201")));
        return AdvertisementPacket.encode(advertisement, form, new Authentication.SimpleText("secret"), SOURCE, GROUP);
    }

    private static ReceivedPacket packet(byte[] message, int hopLimit) {
        return ReceivedPacket.of(SOURCE, GROUP, hopLimit, message);
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void advertisementOfAnyVersionAndPasswordIsUnderstood(Version version) {
        Overheard overheard = Overheard.of(packet(message(version, ChecksumForm.PSEUDO_HEADER), 255))
                .orElseThrow();
        assertThat(overheard.source()).isEqualTo(SOURCE);
        assertThat(overheard.advertisement().version()).isEqualTo(version);
        assertThat(overheard.advertisement().virtualRouterId()).isEqualTo(201);
        assertThat(overheard.advertisement().addresses()).containsExactly(IpAddress.parse("172.18.0.201"));
    }

    @Test
    void advertisementFromBeyondARouterIsNot() {
        assertThat(Overheard.of(packet(message(Version.V3, ChecksumForm.MESSAGE_ONLY), 254)))
                .isEmpty();
    }

    @Test
    void damagedOrCutAdvertisementIsNot() {
        byte[] damaged = message(Version.V3, ChecksumForm.PSEUDO_HEADER);
        damaged[1]++;
        assertThat(Overheard.of(packet(damaged, 255))).isEmpty();
        assertThat(Overheard.of(packet(new byte[] {0x31, 1, 100}, 255))).isEmpty();
        assertThat(Overheard.of(packet(new byte[0], 255))).isEmpty();
    }
}
