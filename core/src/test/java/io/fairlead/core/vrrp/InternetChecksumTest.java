package io.fairlead.core.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class InternetChecksumTest {
    @Test
    void exampleOfRfc1071Section3HasItsSum() {
        byte[] octets = HexFormat.of().parseHex("0001f203f4f5f6f7");
        assertThat(new InternetChecksum().add(octets, 0, 8).value()).isEqualTo(~0xddf2 & 0xffff);
    }

    @Test
    void oddOctetAtTheEndIsTheHighHalfOfAWord() {
        assertThat(new InternetChecksum()
                        .add(new byte[] {0x12, 0x34, 0x56}, 0, 3)
                        .value())
                .isEqualTo(~(0x1234 + 0x5600) & 0xffff);
    }

    @Test
    void carriesOfCarriesAreFolded() {
        byte[] octets = HexFormat.of().parseHex("ffffffffffff0001");
        assertThat(new InternetChecksum().add(octets, 0, 8).value()).isEqualTo(0xfffe);
    }
}
