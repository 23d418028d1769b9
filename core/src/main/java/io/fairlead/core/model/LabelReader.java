package io.fairlead.core.model;

import io.fairlead.core.check.CheckLabels;
import io.fairlead.core.check.ServiceChecks;
import io.fairlead.core.ipvs.Scheduler;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.core.text.NearestName;
import io.fairlead.core.text.Problem;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads the labels of one container, and finds all that is wrong with them at once. */
final class LabelReader {
    private static final Set<Label> ONLY_WITH_LAN_VIP =
            EnumSet.of(Label.PUBLISH, Label.LAN_VRID, Label.LAN_INTERFACE, Label.SCHEDULER, Label.CHECK);

    /** A YAML reader may have made true of an on without quotes. */
    private static final Set<String> SWITCH = Set.of("on", "off", "true", "false");

    private final Container container;
    private final List<Problem> problems = new ArrayList<>();

    private LabelReader(Container container) {
        this.container = container;
    }

    /** Either the labels, or problems. */
    record Result(Optional<MemberLabels> labels, List<Problem> problems) {}

    static Result read(Container container) {
        LabelReader reader = new LabelReader(container);
        reader.findUnknown();
        reader.findLonely();
        Optional<MemberLabels> labels = reader.parse();
        return new Result(reader.problems.isEmpty() ? labels : Optional.empty(), List.copyOf(reader.problems));
    }

    private void findUnknown() {
        container.labels().keySet().stream()
                .filter(key -> key.startsWith(Label.PREFIX)
                        && Label.of(key).isEmpty()
                        && !CheckLabels.isBelow(Label.CHECK.key(), key))
                .sorted()
                .forEach(key ->
                        problem(key, "unknown label" + NearestName.hint(key, Label.keys()), "rename or remove it"));
    }

    private void findLonely() {
        if (text(Label.VIP).isEmpty()) {
            problem(Label.VIP.key(), "missing", "add the container VIP, for instance " + Label.VIP.example());
        }
        if (text(Label.LAN_VIP).isEmpty()) {
            ONLY_WITH_LAN_VIP.stream()
                    .filter(label -> text(label).isPresent())
                    .forEach(label -> problem(
                            label.key(),
                            "means nothing without " + Label.LAN_VIP.key(),
                            "add " + Label.LAN_VIP.example() + ", or remove it"));
        } else if (text(Label.PUBLISH).isEmpty()) {
            problem(
                    Label.LAN_VIP.key(),
                    "no port is published on it",
                    "add the ports, for instance " + Label.PUBLISH.example());
        }
    }

    private Optional<MemberLabels> parse() {
        Optional<IpPrefix> vip = prefix(Label.VIP);
        Optional<IpPrefix> lanVip = prefix(Label.LAN_VIP);
        if (vip.isPresent()
                && lanVip.isPresent()
                && vip.get().address().family() != lanVip.get().address().family()) {
            problem(
                    Label.LAN_VIP.key(),
                    lanVip.get().address() + " and the container VIP "
                            + vip.get().address() + " are of different families",
                    "use two IPv4 or two IPv6 addresses");
        }
        boolean hasLength = text(Label.LAN_VIP).filter(t -> t.contains("/")).isPresent();
        List<PublishedPort> ports = ports();
        OptionalInt virtualRouterId = virtualRouterId();
        Optional<String> scheduler = scheduler();
        Optional<String> service = service();
        boolean restart = restart();
        ServiceChecks checks = checks();
        return vip.map(prefix -> new MemberLabels(
                prefix.address(),
                service,
                lanVip.map(IpPrefix::address),
                hasLength && lanVip.isPresent() ? OptionalInt.of(lanVip.get().length()) : OptionalInt.empty(),
                ports,
                virtualRouterId,
                text(Label.LAN_INTERFACE),
                scheduler,
                checks,
                restart));
    }

    private Optional<IpPrefix> prefix(Label label) {
        Optional<String> text = text(label);
        Optional<IpPrefix> prefix = text.flatMap(IpPrefix::tryParse).filter(p -> isUsable(p.address()));
        if (text.isPresent() && prefix.isEmpty()) {
            problem(label.key(), "'" + text.get() + "' is not an address of a host", "write " + label.example());
        }
        return prefix;
    }

    private static boolean isUsable(IpAddress address) {
        boolean unspecified = address.equals(IpAddress.parse("0.0.0.0")) || address.equals(IpAddress.parse("::"));
        boolean loopback = address.equals(IpAddress.parse("::1"))
                || IpPrefix.parse("127.0.0.0/8").contains(address);
        return !unspecified && !loopback && !address.isMulticast();
    }

    private List<PublishedPort> ports() {
        Optional<String> text = text(Label.PUBLISH);
        if (text.isEmpty()) {
            return List.of();
        }
        PortsParser.Result result = PortsParser.parse(text.get());
        result.wrong().ifPresent(wrong -> problem(Label.PUBLISH.key(), wrong, result.mend()));
        return result.ports();
    }

    private OptionalInt virtualRouterId() {
        Optional<String> text = text(Label.LAN_VRID);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        if (text.get().matches("[0-9]{1,3}")) {
            int id = Integer.parseInt(text.get());
            if (id >= 1 && id <= 255) {
                return OptionalInt.of(id);
            }
        }
        problem(Label.LAN_VRID.key(), "'" + text.get() + "' is not a VRID", "write a number from 1 to 255");
        return OptionalInt.empty();
    }

    private Optional<String> service() {
        Optional<String> text = text(Label.SERVICE);
        if (text.isPresent() && !text.get().matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}")) {
            problem(
                    Label.SERVICE.key(),
                    "'" + text.get() + "' is not a name",
                    "use 1 to 63 letters, digits, '_', '.' and '-'");
        }
        return text;
    }

    private boolean restart() {
        Optional<String> text = text(Label.RESTART);
        if (text.isPresent() && !SWITCH.contains(text.get())) {
            problem(Label.RESTART.key(), "'" + text.get() + "' is neither on nor off", "write on or off");
        }
        return text.filter(t -> t.equals("on") || t.equals("true")).isPresent();
    }

    private ServiceChecks checks() {
        CheckLabels.Result result = CheckLabels.read(
                Label.CHECK.key(), container.labels(), key -> "container " + container.name() + ", label " + key);
        problems.addAll(result.problems());
        return result.checks();
    }

    private Optional<String> scheduler() {
        Optional<String> text = text(Label.SCHEDULER);
        if (text.isPresent() && !Scheduler.names().contains(text.get())) {
            problem(
                    Label.SCHEDULER.key(),
                    "IPVS has no scheduler '" + text.get() + "'" + NearestName.hint(text.get(), Scheduler.names()),
                    "use one of " + String.join(", ", Scheduler.names()));
        }
        return text;
    }

    private Optional<String> text(Label label) {
        return Optional.ofNullable(container.labels().get(label.key()))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    private void problem(String label, String what, String mend) {
        problems.add(new Problem("container " + container.name() + ", label " + label, what, mend));
    }
}
