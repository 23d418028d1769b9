package io.fairlead.core.model;

import io.fairlead.core.ipvs.ForwardingMethod;
import io.fairlead.core.ipvs.Persistence;
import io.fairlead.core.ipvs.Scheduler;
import io.fairlead.core.ipvs.ServiceFlag;
import io.fairlead.core.ipvs.Tunnel;
import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.text.DurationText;
import io.fairlead.core.text.NearestName;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@link Balancing} from texts, wherever they are written, and finds all that is wrong with them at once. */
final class BalancingReader {
    private static final int MOST_CONNECTIONS = 1_000_000_000;
    private static final Duration LONGEST = Duration.ofDays(31);
    private static final Map<String, ServiceFlag> HASH_FLAGS =
            Map.of("fallback", ServiceFlag.SCHED1, "port", ServiceFlag.SCHED2);
    private static final Set<Scheduler> WITH_FLAGS = Set.of(Scheduler.SH, Scheduler.MH);
    private static final List<String> METHODS = List.of("nat", "full-nat", "dr", "tunnel");
    private static final List<String> SWITCH = List.of("on", "off", "true", "false");

    /** Takes a complaint about the value of a key. */
    interface Complaints {
        void add(BalancingKey key, String what, String mend);
    }

    private final Map<BalancingKey, String> texts;
    private final AddressFamily family;
    private final Complaints complaints;

    private BalancingReader(Map<BalancingKey, String> texts, AddressFamily family, Complaints complaints) {
        this.texts = texts;
        this.family = family;
        this.complaints = complaints;
    }

    /**
     * Reads each value by itself; {@link BalancingRules} then finds what contradicts. Where something is wrong a stand-in
     * is in the result, so that reading goes on.
     *
     * @param texts what was written, without what is empty
     */
    static Balancing read(
            Map<BalancingKey, String> texts, AddressFamily family, Scheduler usual, Complaints complaints) {
        return new BalancingReader(texts, family, complaints).read(usual);
    }

    private Balancing read(Scheduler usual) {
        Scheduler scheduler = scheduler(usual);
        String method = oneOf(BalancingKey.METHOD, METHODS, "nat");
        Set<ServiceFlag> flags = flags(scheduler);
        if (isOn(BalancingKey.ONE_PACKET)) {
            flags.add(ServiceFlag.ONEPACKET);
        }
        return new Balancing(
                scheduler,
                flags,
                persistence(),
                switch (method) {
                    case "dr" -> ForwardingMethod.DROUTE;
                    case "tunnel" -> ForwardingMethod.TUNNEL;
                    default -> ForwardingMethod.MASQ;
                },
                tunnel(method),
                method.equals("full-nat"),
                number(BalancingKey.UPPER_THRESHOLD, 0, MOST_CONNECTIONS, 0),
                number(BalancingKey.LOWER_THRESHOLD, 0, MOST_CONNECTIONS, 0),
                targets(),
                duration(BalancingKey.DRAIN, Duration.ZERO, Duration.ofHours(24), Balancing.USUAL_DRAIN),
                new Balancing.Outage(
                        number(BalancingKey.QUORUM, 0, MOST_CONNECTIONS, Balancing.Outage.DEFAULT.quorum()),
                        number(BalancingKey.QUORUM_HYSTERESIS, 0, MOST_CONNECTIONS, 0),
                        sorry(),
                        isOn(BalancingKey.INHIBIT_ON_FAILURE),
                        duration(BalancingKey.WARM_UP, Duration.ZERO, Duration.ofHours(1), Duration.ZERO)));
    }

    private Scheduler scheduler(Scheduler usual) {
        Optional<String> text = text(BalancingKey.SCHEDULER);
        if (text.isPresent() && !Scheduler.names().contains(text.get())) {
            complaints.add(
                    BalancingKey.SCHEDULER,
                    "IPVS has no scheduler '" + text.get() + "'" + NearestName.hint(text.get(), Scheduler.names()),
                    "use one of " + String.join(", ", Scheduler.names()));
            return usual;
        }
        return text.map(Scheduler::new).orElse(usual);
    }

    /** With the scheduler's name before it or without: ipvsadm writes {@code sh-port}. */
    private Set<ServiceFlag> flags(Scheduler scheduler) {
        Set<ServiceFlag> flags = EnumSet.noneOf(ServiceFlag.class);
        Optional<String> text = text(BalancingKey.SCHEDULER_FLAGS);
        if (text.isPresent() && !WITH_FLAGS.contains(scheduler)) {
            complaints.add(
                    BalancingKey.SCHEDULER_FLAGS,
                    "scheduler " + scheduler + " has no flags",
                    "use scheduler sh or mh, or remove it");
            return flags;
        }
        for (String word : text.map(t -> t.split(",", -1)).orElse(new String[0])) {
            String name = word.strip();
            String plain = name.startsWith(scheduler + "-")
                    ? name.substring(scheduler.name().length() + 1)
                    : name;
            Optional<ServiceFlag> flag = Optional.ofNullable(HASH_FLAGS.get(plain));
            flag.ifPresentOrElse(
                    flags::add,
                    () -> complaints.add(
                            BalancingKey.SCHEDULER_FLAGS,
                            "scheduler " + scheduler + " has no flag '" + name + "'"
                                    + NearestName.hint(plain, HASH_FLAGS.keySet()),
                            "use fallback, port, or both"));
        }
        return flags;
    }

    private Optional<Tunnel> tunnel(String method) {
        Optional<String> text = text(BalancingKey.TUNNEL);
        if (text.isEmpty()) {
            return method.equals("tunnel") ? Optional.of(Tunnel.IPIP) : Optional.empty();
        }
        TargetsParser.Result<Tunnel> tunnel = TunnelParser.parse(text.get());
        if (tunnel.value().isEmpty()) {
            complaints.add(BalancingKey.TUNNEL, tunnel.wrong(), "write ipip, gre, or gue:6080");
        } else if (!method.equals("tunnel")) {
            complaints.add(
                    BalancingKey.TUNNEL, "means nothing with method " + method, "use method tunnel, or remove it");
        }
        return tunnel.value()
                .filter(_ -> method.equals("tunnel"))
                .or(() -> method.equals("tunnel") ? Optional.of(Tunnel.IPIP) : Optional.empty());
    }

    private Optional<Persistence> persistence() {
        Duration timeout = duration(BalancingKey.PERSISTENCE, Duration.ofSeconds(1), LONGEST, Duration.ZERO);
        if (timeout.toMillis() % 1000 != 0) {
            complaints.add(BalancingKey.PERSISTENCE, "is not in whole seconds, as the kernel counts it", "round it");
        }
        Optional<String> mask = text(BalancingKey.PERSISTENCE_NETMASK);
        int whole = family.octets() * 8;
        Optional<Integer> length = mask.isEmpty() ? Optional.of(whole) : NetmaskParser.parse(mask.get(), family);
        if (length.isEmpty()) {
            complaints.add(
                    BalancingKey.PERSISTENCE_NETMASK,
                    "'" + mask.orElseThrow() + "' is no netmask of " + (whole == 32 ? "IPv4" : "IPv6"),
                    whole == 32 ? "write for instance 24 or 255.255.255.0" : "write a length from 1 to 128");
        }
        if (mask.isPresent() && text(BalancingKey.PERSISTENCE).isEmpty()) {
            complaints.add(
                    BalancingKey.PERSISTENCE_NETMASK,
                    "means nothing without persistence",
                    "add persistence, for instance " + BalancingKey.PERSISTENCE.example() + ", or remove it");
        }
        return timeout.isZero()
                ? Optional.empty()
                : Optional.of(new Persistence((int) timeout.toSeconds(), length.orElse(whole), Optional.empty()));
    }

    private Targets targets() {
        Optional<String> text = text(BalancingKey.TARGETS);
        if (text.isEmpty()) {
            return new Targets.ContainerVip();
        }
        TargetsParser.Result<Targets> targets = TargetsParser.parse(text.get());
        if (targets.value().isEmpty()) {
            complaints.add(
                    BalancingKey.TARGETS,
                    targets.wrong(),
                    "write vip, members, or addresses, for instance 10.0.0.1:80 weight=2, 10.0.0.2:80");
        }
        return targets.value().orElse(new Targets.ContainerVip());
    }

    private Optional<Target> sorry() {
        Optional<String> text = text(BalancingKey.SORRY);
        Optional<Target> sorry = text.flatMap(TargetsParser::place);
        if (text.isPresent() && sorry.isEmpty()) {
            complaints.add(
                    BalancingKey.SORRY,
                    "'" + text.get() + "' is not an address with or without a port",
                    "write for instance " + BalancingKey.SORRY.example());
        }
        return sorry;
    }

    private boolean isOn(BalancingKey key) {
        String text = oneOf(key, SWITCH, "off");
        return text.equals("on") || text.equals("true");
    }

    private String oneOf(BalancingKey key, List<String> known, String otherwise) {
        Optional<String> text = text(key);
        if (text.isPresent() && !known.contains(text.get())) {
            boolean isSwitch = known.equals(SWITCH);
            complaints.add(
                    key,
                    isSwitch
                            ? "'" + text.get() + "' is neither on nor off"
                            : "there is no " + key.text() + " '" + text.get() + "'"
                                    + NearestName.hint(text.get(), known),
                    isSwitch ? "write on or off" : "use one of " + String.join(", ", known));
            return otherwise;
        }
        return text.orElse(otherwise);
    }

    private int number(BalancingKey key, int least, int most, int otherwise) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        return TargetsParser.number(text.get(), least, most).orElseGet(() -> {
            complaints.add(key, "'" + text.get() + "' is not a number from " + least + " to " + most, "write one");
            return otherwise;
        });
    }

    private Duration duration(BalancingKey key, Duration least, Duration most, Duration otherwise) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        Optional<Duration> duration = DurationText.tryParse(text.get());
        if (duration.isEmpty()
                || duration.get().compareTo(least) < 0
                || duration.get().compareTo(most) > 0) {
            complaints.add(
                    key,
                    "'" + text.get() + "' is not a duration from " + DurationText.words(least) + " to "
                            + DurationText.words(most),
                    "write a number and a unit, for instance " + key.example());
            return otherwise;
        }
        return duration.get();
    }

    private Optional<String> text(BalancingKey key) {
        return Optional.ofNullable(texts.get(key)).map(text -> text.strip().toLowerCase(Locale.ROOT));
    }
}
