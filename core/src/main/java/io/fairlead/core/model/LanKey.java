package io.fairlead.core.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a service says about its LAN side besides {@link BalancingKey}; names as there. */
public enum LanKey {
    LAN_VIP("lan-vip", "192.168.1.156"),
    PUBLISH("publish", "80,3306:3307/tcp"),
    FWMARK("fwmark", "7"),
    LAN_VRID("lan-vrid", "156"),
    LAN_INTERFACE("lan-interface", "eth0");

    private final String text;
    private final String example;

    LanKey(String text, String example) {
        this.text = text;
        this.example = example;
    }

    /** As it is written, without what comes before. */
    public String text() {
        return text;
    }

    /** A value, for messages. */
    public String example() {
        return example;
    }

    /** All that can be written of a service in fairlead.conf. */
    public static List<String> all() {
        List<String> all = new ArrayList<>();
        Arrays.stream(values()).map(LanKey::text).forEach(all::add);
        Arrays.stream(BalancingKey.values()).map(BalancingKey::text).forEach(all::add);
        return all;
    }
}
