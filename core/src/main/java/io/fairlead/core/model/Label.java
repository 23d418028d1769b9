package io.fairlead.core.model;

import io.fairlead.core.check.CheckLabels;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The labels of a container that the host agent reads. All members of one container VIP carry the same values, but for
 * {@link #RESTART}.
 */
public enum Label {
    /** The container VIP; makes a container a member. */
    VIP("vip", "172.18.0.201"),
    /** The name of the service; by default that of the compose project. */
    SERVICE("service", "shop"),
    /** The LAN VIP; with a prefix length if it shall not be the full one. */
    LAN_VIP("lan-vip", "192.168.1.156"),
    /** The ports of the LAN VIP: {@code lanPort[:vipPort][/tcp|/udp]}, separated by commas. */
    PUBLISH("publish", "80,3306:3307/tcp"),
    /** The virtual router on the LAN, 1–255; the same on all hosts that share the LAN VIP, and no one else's. */
    LAN_VRID("lan-vrid", "156"),
    /** The host's interface for the LAN VIP, if it is not the one whose subnet holds it. */
    LAN_INTERFACE("lan-interface", "eth0"),
    /** The IPVS scheduler. */
    SCHEDULER("scheduler", "rr"),
    /** The check of the real servers; below it are its options, and checks of single ports: {@link CheckLabels}. */
    CHECK("check", "http"),
    /** Whether this container, and those that use its network, are restarted when they fail: on or off; each for itself. */
    RESTART("restart", "on");

    /** All labels that begin so are ours, and an unknown one is a mistake. */
    public static final String PREFIX = "io.fairlead.";

    private final String key;
    private final String example;

    Label(String name, String example) {
        this.key = PREFIX + name;
        this.example = example;
    }

    /** As it is written on the container: {@code io.fairlead.lan-vip}. */
    public String key() {
        return key;
    }

    /** {@code io.fairlead.lan-vip=192.168.1.156}, for messages. */
    public String example() {
        return key + "=" + example;
    }

    static Optional<Label> of(String key) {
        return Arrays.stream(values()).filter(label -> label.key.equals(key)).findFirst();
    }

    static List<String> keys() {
        return Arrays.stream(values()).map(Label::key).toList();
    }
}
