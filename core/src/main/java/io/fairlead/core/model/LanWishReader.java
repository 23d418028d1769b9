package io.fairlead.core.model;

import io.fairlead.core.ipvs.Scheduler;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads a {@link LanWish}, and finds all that is wrong with it at once. */
final class LanWishReader {
    private final Written written;
    private final Scheduler usual;

    private LanWishReader(Written written, Scheduler usual) {
        this.written = written;
        this.usual = usual;
    }

    /** Empty if there is no LAN VIP, or with a complaint. */
    static Optional<LanWish> read(Written written, Scheduler usual) {
        return new LanWishReader(written, usual).read();
    }

    private Optional<LanWish> read() {
        findLonely();
        Optional<IpPrefix> address = address(written, LanKey.LAN_VIP.text(), LanKey.LAN_VIP.example());
        boolean hasLength = text(LanKey.LAN_VIP).filter(t -> t.contains("/")).isPresent();
        List<PublishedPort> publish = publish();
        OptionalInt mark = mark();
        OptionalInt virtualRouterId = virtualRouterId();
        return address.map(prefix -> new LanWish(
                prefix.address(),
                hasLength ? OptionalInt.of(prefix.length()) : OptionalInt.empty(),
                publish,
                mark,
                virtualRouterId,
                text(LanKey.LAN_INTERFACE),
                balancing(prefix.address(), publish, mark.isPresent())));
    }

    private void findLonely() {
        if (text(LanKey.LAN_VIP).isPresent()) {
            if (text(LanKey.PUBLISH).isEmpty() && text(LanKey.FWMARK).isEmpty()) {
                written.problem(
                        LanKey.LAN_VIP.text(),
                        "no port is published on it",
                        "add the ports, for instance " + example(LanKey.PUBLISH));
            }
            return;
        }
        LanKey.all().stream()
                .filter(key -> written.text(key).isPresent())
                .forEach(key -> written.problem(
                        key,
                        "means nothing without " + written.name(LanKey.LAN_VIP.text()),
                        "add " + example(LanKey.LAN_VIP) + ", or remove it"));
    }

    private Balancing balancing(IpAddress address, List<PublishedPort> publish, boolean marked) {
        Map<BalancingKey, String> texts = new EnumMap<>(BalancingKey.class);
        for (BalancingKey key : BalancingKey.values()) {
            written.text(key.text()).ifPresent(text -> texts.put(key, text));
        }
        Set<BalancingKey> wrong = EnumSet.noneOf(BalancingKey.class);
        Balancing balancing = BalancingReader.read(texts, address.family(), usual, (key, what, mend) -> {
            wrong.add(key);
            written.problem(key.text(), what, mend);
        });
        if (wrong.isEmpty()) {
            // What is compared must be what was written, not what stands in for a mistake.
            BalancingRules.check(
                    balancing,
                    address.family(),
                    publish,
                    marked,
                    (key, what, mend) -> written.problem(key.text(), what, mend));
        }
        return balancing;
    }

    /** An address that a host can have, with or without a prefix length. */
    static Optional<IpPrefix> address(Written written, String key, String example) {
        Optional<String> text = written.text(key);
        Optional<IpPrefix> prefix = text.flatMap(IpPrefix::tryParse).filter(p -> isUsable(p.address()));
        if (text.isPresent() && prefix.isEmpty()) {
            written.problem(
                    key,
                    "'" + text.get() + "' is not an address of a host",
                    "write " + written.name(key) + "=" + example);
        }
        return prefix;
    }

    private static boolean isUsable(IpAddress address) {
        boolean loopback = address.equals(IpAddress.parse("::1"))
                || IpPrefix.parse("127.0.0.0/8").contains(address);
        return !address.isUnspecified() && !loopback && !address.isMulticast();
    }

    private List<PublishedPort> publish() {
        Optional<String> text = text(LanKey.PUBLISH);
        if (text.isEmpty()) {
            return List.of();
        }
        PortsParser.Result result = PortsParser.parse(text.get());
        result.wrong()
                .ifPresent(wrong -> written.problem(
                        LanKey.PUBLISH.text(),
                        wrong,
                        result.mend().isEmpty() ? "write for instance " + example(LanKey.PUBLISH) : result.mend()));
        return result.ports();
    }

    private OptionalInt mark() {
        Optional<String> text = text(LanKey.FWMARK);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        boolean hex = text.get().matches("0[xX][0-9a-fA-F]{1,8}");
        if (hex || text.get().matches("[0-9]{1,10}")) {
            long mark = hex ? Long.parseLong(text.get().substring(2), 16) : Long.parseLong(text.get());
            if (mark >= 1 && mark <= 0xffff_ffffL) {
                return OptionalInt.of((int) mark);
            }
        }
        written.problem(
                LanKey.FWMARK.text(),
                "'" + text.get() + "' is not a firewall mark",
                "write a number from 1 to 4294967295, or 0x1 to 0xffffffff");
        return OptionalInt.empty();
    }

    private OptionalInt virtualRouterId() {
        Optional<String> text = text(LanKey.LAN_VRID);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        OptionalInt id = TargetsParser.number(text.get(), 1, 255);
        if (id.isEmpty()) {
            written.problem(
                    LanKey.LAN_VRID.text(), "'" + text.get() + "' is not a VRID", "write a number from 1 to 255");
        }
        return id;
    }

    private String example(LanKey key) {
        return written.name(key.text()) + "=" + key.example();
    }

    private Optional<String> text(LanKey key) {
        return written.text(key.text());
    }
}
