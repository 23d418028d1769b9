package io.fairlead.linux.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VirtualAddressesTest {
    @Test
    void kernelReleasesAreComparedAsNumbers() {
        assertThat(VirtualAddresses.isAtLeast(5, 18, "5.18.0")).isTrue();
        assertThat(VirtualAddresses.isAtLeast(5, 18, "5.100.2-generic")).isTrue();
        assertThat(VirtualAddresses.isAtLeast(5, 18, "6.1.0-21-amd64")).isTrue();
        assertThat(VirtualAddresses.isAtLeast(5, 18, "5.17.15")).isFalse();
        assertThat(VirtualAddresses.isAtLeast(5, 18, "4.19.0-26-amd64")).isFalse();
        assertThat(VirtualAddresses.isAtLeast(5, 18, "unknown")).isFalse();
    }
}
