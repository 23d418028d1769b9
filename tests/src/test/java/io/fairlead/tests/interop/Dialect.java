package io.fairlead.tests.interop;

import io.fairlead.core.net.IpAddress;
import io.fairlead.tests.kernel.Configs;
import java.time.Duration;

/** The forms of VRRP that both sides speak; intervals are 100 ms in version 3 and 1 s in version 2. */
enum Dialect {
    V3("v3", 100),
    V3_IPV6("v3-ipv6", 100),
    V2("v2", 1000),
    V2_PASS("v2-pass", 1000);

    private final String word;
    private final int intervalMillis;

    Dialect(String word, int intervalMillis) {
        this.word = word;
        this.intervalMillis = intervalMillis;
    }

    /** For RouterProcess. */
    String word() {
        return word;
    }

    /** The virtual address to look for. */
    IpAddress address() {
        return this == V3_IPV6 ? IpAddress.parse(Configs.GLOBAL_VIP) : Configs.VIP;
    }

    Duration interval() {
        return Duration.ofMillis(intervalMillis);
    }

    /** Three intervals, at most one of skew, and what the machine needs. */
    Duration takeover() {
        return interval().multipliedBy(4).plusMillis(500);
    }

    /** After priority 0: skew, which is less than an interval. */
    Duration handover() {
        return interval().plusMillis(500);
    }
}
