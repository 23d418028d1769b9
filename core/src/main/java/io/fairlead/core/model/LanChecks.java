package io.fairlead.core.model;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.core.text.NearestName;
import io.fairlead.core.text.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Makes the LAN side of each service, and finds what this host or another service does not allow. */
final class LanChecks {
    private final Observed observed;
    private final LanDefaults defaults;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();
    private final List<Placed> placed = new ArrayList<>();

    /**
     * Who wants a LAN side, and how to speak of it.
     *
     * @param where makes the place of a complaint of a key
     * @param key makes the key as the user knows it
     */
    private record Wanted(String name, LanWish lan, UnaryOperator<String> where, UnaryOperator<String> key) {}

    /** A LAN side with who wants it. */
    private record Placed(Wanted wanted, LanSide lan) {}

    LanChecks(Observed observed, LanDefaults defaults) {
        this.observed = observed;
        this.defaults = defaults;
    }

    List<Problem> problems() {
        return problems;
    }

    List<Problem> warnings() {
        return warnings;
    }

    /** Empty if the service has no LAN VIP, or with a problem. */
    Optional<LanSide> lanSideOf(Grouping.Group group) {
        String names = group.members().stream().map(Candidate::name).sorted().collect(Collectors.joining(", "));
        return group.labels()
                .lan()
                .flatMap(lan -> lanSideOf(new Wanted(
                        group.name(),
                        lan,
                        key -> "service " + group.name() + " (" + names + "), label " + Label.PREFIX + key,
                        key -> Label.PREFIX + key)));
    }

    /** Empty with a problem. */
    Optional<LanSide> lanSideOf(ConfiguredService service) {
        String prefix = "services." + service.name() + ".";
        return lanSideOf(new Wanted(
                service.name(), service.lan(), key -> service.origin() + ", " + prefix + key, key -> prefix + key));
    }

    private Optional<LanSide> lanSideOf(Wanted wanted) {
        IpAddress address = wanted.lan().address();
        Optional<HostInterface> face = interfaceFor(wanted, address);
        OptionalInt vrid = virtualRouterId(wanted, address);
        if (face.isEmpty() || (vrid.isEmpty() && defaults.vrrp())) {
            return Optional.empty();
        }
        LanSide lan = new LanSide(
                prefix(wanted.lan()),
                vrid,
                face.get().name(),
                wanted.lan().publish(),
                wanted.lan().mark(),
                wanted.lan().balancing(),
                neighbours(wanted.lan().balancing()));
        compareWithOthers(new Placed(wanted, lan));
        compareWithEngine(wanted, lan);
        placed.add(new Placed(wanted, lan));
        return Optional.of(lan);
    }

    /** Listed targets may be containers, whose neighbours they would answer directly (P24). */
    private List<IpPrefix> neighbours(Balancing balancing) {
        List<Target> listed = balancing.targets() instanceof Targets.Listed(List<Target> targets) ? targets : List.of();
        return observed.networks().stream()
                .flatMap(network -> network.pools().stream())
                .map(Network.Pool::subnet)
                .filter(subnet -> listed.stream().anyMatch(target -> subnet.contains(target.address())))
                .distinct()
                .toList();
    }

    private Optional<HostInterface> interfaceFor(Wanted wanted, IpAddress address) {
        for (HostInterface face : observed.interfaces()) {
            if (face.has(address)) {
                problem(
                        wanted,
                        LanKey.LAN_VIP,
                        address + " is occupied: it is this host's own address on " + face.name(),
                        "take it from the interface if it is a leftover, or choose a free address of the LAN",
                        "P09");
                return Optional.empty();
            }
        }
        String named = wanted.lan().interfaceName().orElse(defaults.interfaceName());
        return named.isEmpty() ? bySubnet(wanted, address) : byName(wanted, named);
    }

    private Optional<HostInterface> byName(Wanted wanted, String name) {
        List<String> names =
                observed.interfaces().stream().map(HostInterface::name).toList();
        Optional<HostInterface> face = observed.interfaces().stream()
                .filter(i -> i.name().equals(name))
                .findFirst();
        if (face.isEmpty()) {
            problem(
                    wanted,
                    LanKey.LAN_INTERFACE,
                    "this host has no interface '" + name + "'" + NearestName.hint(name, names),
                    "use one of " + String.join(", ", names) + ", or leave it out");
        }
        return face;
    }

    private Optional<HostInterface> bySubnet(Wanted wanted, IpAddress address) {
        int longest = observed.interfaces().stream()
                .flatMap(face -> face.subnetOf(address).stream())
                .mapToInt(IpPrefix::length)
                .max()
                .orElse(-1);
        List<HostInterface> fitting = observed.interfaces().stream()
                .filter(face -> face.subnetOf(address)
                        .filter(p -> p.length() == longest)
                        .isPresent())
                .toList();
        if (fitting.size() == 1) {
            return Optional.of(fitting.getFirst());
        }
        String names = fitting.stream().map(HostInterface::name).collect(Collectors.joining(", "));
        problem(
                wanted,
                LanKey.LAN_VIP,
                fitting.isEmpty()
                        ? address + " is outside every subnet of this host's interfaces (" + subnets(address) + ")"
                        : "several interfaces have the subnet of " + address + " (" + names + ")",
                (fitting.isEmpty() ? "choose an address of the LAN, or name" : "name") + " the interface by "
                        + wanted.key().apply(LanKey.LAN_INTERFACE.text()) + "=eth0");
        return Optional.empty();
    }

    private String subnets(IpAddress like) {
        return observed.interfaces().stream()
                .flatMap(face -> face.addresses().stream()
                        .filter(p -> p.address().family() == like.family())
                        .map(p -> face.name() + " " + p))
                .collect(Collectors.joining(", "));
    }

    /** Of full length unless somebody wrote another: such an address brings no route and is never a source by chance. */
    private static IpPrefix prefix(LanWish lan) {
        return lan.prefixLength().isPresent()
                ? new IpPrefix(lan.address(), lan.prefixLength().getAsInt())
                : IpPrefix.host(lan.address());
    }

    private OptionalInt virtualRouterId(Wanted wanted, IpAddress address) {
        if (!defaults.vrrp()) {
            return OptionalInt.empty();
        }
        OptionalInt labelled = wanted.lan().virtualRouterId();
        OptionalInt vrid = labelled.isPresent() ? labelled : defaults.virtualRouterId();
        if (vrid.isEmpty()) {
            problem(
                    wanted,
                    LanKey.LAN_VRID,
                    "missing, and " + address + " needs one: two VRRP routers with the same number depose each other",
                    "add " + wanted.key().apply(LanKey.LAN_VRID.text())
                            + " with a number from 1 to 255 that nothing else on the LAN uses,"
                            + " or set lan.vrrp = off if no other host ever holds " + address);
        }
        return vrid;
    }

    private void compareWithOthers(Placed mine) {
        for (Placed other : placed) {
            boolean sameAddress =
                    mine.lan().address().address().equals(other.lan().address().address());
            boolean sameSegment = mine.lan().interfaceName().equals(other.lan().interfaceName())
                    && mine.lan().address().address().family()
                            == other.lan().address().address().family();
            if (sameAddress) {
                comparePorts(mine, other);
                compareSharing(mine, other);
            } else if (sameSegment
                    && mine.lan().virtualRouterId().isPresent()
                    && mine.lan().virtualRouterId().equals(other.lan().virtualRouterId())) {
                problem(
                        mine.wanted(),
                        LanKey.LAN_VRID,
                        "VRID " + mine.lan().virtualRouterId().getAsInt() + " is that of service "
                                + other.wanted().name() + " ("
                                + other.lan().address().address() + ") already",
                        "give each LAN VIP a VRID of its own",
                        "P40");
            }
        }
    }

    /** A port that the engine publishes on every address is Fairlead's on this one, if rules can be written (P26). */
    private void compareWithEngine(Wanted wanted, LanSide lan) {
        IpAddress address = lan.address().address();
        for (Container container : observed.containers()) {
            for (PublishedPort port : lan.ports()) {
                if (container.hostPorts().stream().anyMatch(host -> host.takes(address, port))) {
                    warnings.add(new Problem(
                            where(wanted, LanKey.PUBLISH),
                            "container " + container.name() + " publishes port " + port.lanText()
                                    + " on every address of this host, of which " + address
                                    + " is one; there Fairlead takes it",
                            "publish it on one address (ports: \"ADDRESS:" + port.lanPort() + ":…\"), or not at all",
                            "P26"));
                }
            }
        }
    }

    private void comparePorts(Placed mine, Placed other) {
        if (mine.lan().mark().isPresent()
                && mine.lan().mark().equals(other.lan().mark())) {
            problem(
                    mine.wanted(),
                    LanKey.FWMARK,
                    "mark " + Integer.toUnsignedString(mine.lan().mark().getAsInt()) + " is that of service "
                            + other.wanted().name() + " already",
                    "give each service a mark of its own");
        }
        for (PublishedPort port : mine.lan().ports()) {
            if (other.lan().ports().stream().anyMatch(port::sameLanPort)) {
                problem(
                        mine.wanted(),
                        LanKey.PUBLISH,
                        "port " + port.lanText() + " of " + mine.lan().address().address()
                                + " is published twice, also by service "
                                + other.wanted().name(),
                        "publish it once, or use another LAN VIP");
            }
        }
    }

    private void compareSharing(Placed mine, Placed other) {
        if (!mine.lan().virtualRouterId().equals(other.lan().virtualRouterId())
                || !mine.lan().interfaceName().equals(other.lan().interfaceName())
                || !mine.lan().address().equals(other.lan().address())) {
            problem(
                    mine.wanted(),
                    LanKey.LAN_VIP,
                    mine.lan().address().address() + " is shared with service "
                            + other.wanted().name() + ", but prefix length, VRID or interface differ",
                    "make them equal in both");
        }
    }

    private void problem(Wanted wanted, LanKey key, String what, String mend) {
        problem(wanted, key, what, mend, "");
    }

    private void problem(Wanted wanted, LanKey key, String what, String mend, String about) {
        problems.add(new Problem(where(wanted, key), what, mend, about));
    }

    private static String where(Wanted wanted, LanKey key) {
        return wanted.where().apply(key.text());
    }
}
