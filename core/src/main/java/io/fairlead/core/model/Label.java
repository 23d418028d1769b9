package io.fairlead.core.model;

import io.fairlead.core.check.CheckLabels;
import io.fairlead.core.check.MemberCheckLabels;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The labels of a container that the host agent reads. All members of one container VIP carry the same values, but for
 * {@link #RESTART} and {@link #WEIGHT}.
 */
public enum Label {
    /** The container VIP; makes a container a member. */
    VIP("vip", "172.18.0.201"),
    /** The name of the service; by default that of the compose project. */
    SERVICE("service", "shop"),
    /** The LAN VIP; with a prefix length if it shall not be the full one. */
    LAN_VIP(LanKey.LAN_VIP),
    /** The ports of the LAN VIP: {@code lanPort[:vipPort][/tcp|/udp|/sctp]} or {@code all/tcp}, separated by commas. */
    PUBLISH(LanKey.PUBLISH),
    /** Packets with this firewall mark are taken too, whatever their port is. */
    FWMARK(LanKey.FWMARK),
    /** The virtual router on the LAN, 1–255; the same on all hosts that share the LAN VIP, and no one else's. */
    LAN_VRID(LanKey.LAN_VRID),
    /** The host's interface for the LAN VIP, if it is not the one whose subnet holds it. */
    LAN_INTERFACE(LanKey.LAN_INTERFACE),
    SCHEDULER(BalancingKey.SCHEDULER),
    SCHEDULER_FLAGS(BalancingKey.SCHEDULER_FLAGS),
    METHOD(BalancingKey.METHOD),
    TUNNEL(BalancingKey.TUNNEL),
    PERSISTENCE(BalancingKey.PERSISTENCE),
    PERSISTENCE_NETMASK(BalancingKey.PERSISTENCE_NETMASK),
    ONE_PACKET(BalancingKey.ONE_PACKET),
    UPPER_THRESHOLD(BalancingKey.UPPER_THRESHOLD),
    LOWER_THRESHOLD(BalancingKey.LOWER_THRESHOLD),
    TARGETS(BalancingKey.TARGETS),
    DRAIN(BalancingKey.DRAIN),
    QUORUM(BalancingKey.QUORUM),
    QUORUM_HYSTERESIS(BalancingKey.QUORUM_HYSTERESIS),
    SORRY(BalancingKey.SORRY),
    INHIBIT_ON_FAILURE(BalancingKey.INHIBIT_ON_FAILURE),
    WARM_UP(BalancingKey.WARM_UP),
    /** The check of the real servers; below it are its options, and checks of single ports: {@link CheckLabels}. */
    CHECK("check", "http"),
    /** The check of a member's right to hold the VIP; below it are its options: {@link MemberCheckLabels}. */
    VIP_CHECK("vip-check", "http"),
    /** The weight of this member when {@link #TARGETS} is {@code members}: 0–65535; each for itself. */
    WEIGHT("weight", "1"),
    /** Whether this container, and those that use its network, are restarted when they fail: on or off; each for itself. */
    RESTART("restart", "on");

    /** All labels that begin so are ours, and an unknown one is a mistake. */
    public static final String PREFIX = "io.fairlead.";

    private final String key;
    private final String example;
    private final Optional<LanKey> lanKey;

    Label(String name, String example, Optional<LanKey> lanKey) {
        this.key = PREFIX + name;
        this.example = example;
        this.lanKey = lanKey;
    }

    Label(String name, String example) {
        this(name, example, Optional.empty());
    }

    Label(LanKey key) {
        this(key.text(), key.example(), Optional.of(key));
    }

    Label(BalancingKey key) {
        this(key.text(), key.example(), Optional.empty());
    }

    /** As it is written on the container: {@code io.fairlead.lan-vip}. */
    public String key() {
        return key;
    }

    /** {@code io.fairlead.lan-vip=192.168.1.156}, for messages. */
    public String example() {
        return key + "=" + example;
    }

    Optional<LanKey> lanKey() {
        return lanKey;
    }

    static Optional<Label> of(String key) {
        return Arrays.stream(values()).filter(label -> label.key.equals(key)).findFirst();
    }

    static List<String> keys() {
        return Arrays.stream(values()).map(Label::key).toList();
    }
}
