package io.fairlead.core.model;

import io.fairlead.core.check.CheckLabels;
import io.fairlead.core.check.MemberCheck;
import io.fairlead.core.check.MemberCheckLabels;
import io.fairlead.core.check.ServiceChecks;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.core.text.NearestName;
import io.fairlead.core.text.Problem;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads the labels of one container, and finds all that is wrong with them at once. */
final class LabelReader implements Written {
    /** A YAML reader may have made true of an on without quotes. */
    private static final Set<String> SWITCH = Set.of("on", "off", "true", "false");

    private final Container container;
    private final List<Problem> problems = new ArrayList<>();

    private LabelReader(Container container) {
        this.container = container;
    }

    /** Either the labels, or problems. */
    record Result(Optional<MemberLabels> labels, List<Problem> problems) {}

    static Result read(Container container, LanDefaults defaults) {
        LabelReader reader = new LabelReader(container);
        reader.findUnknown();
        if (reader.text(Label.VIP).isEmpty()) {
            reader.complain(Label.VIP, "missing", "add the container VIP, for instance " + Label.VIP.example());
        }
        Optional<MemberLabels> labels = reader.parse(defaults);
        return new Result(reader.problems.isEmpty() ? labels : Optional.empty(), List.copyOf(reader.problems));
    }

    private void findUnknown() {
        container.labels().keySet().stream()
                .filter(key -> key.startsWith(Label.PREFIX)
                        && Label.of(key).isEmpty()
                        && !CheckLabels.isBelow(Label.CHECK.key(), key)
                        && !CheckLabels.isBelow(Label.VIP_CHECK.key(), key))
                .sorted()
                .forEach(key -> problem(
                        key.substring(Label.PREFIX.length()),
                        "unknown label" + NearestName.hint(key, Label.keys()),
                        "rename or remove it"));
    }

    private Optional<MemberLabels> parse(LanDefaults defaults) {
        Optional<IpPrefix> vip = LanWishReader.address(this, "vip", "172.18.0.201");
        Optional<LanWish> lan = LanWishReader.read(this, defaults.scheduler());
        if (vip.isPresent() && lan.isPresent()) {
            compareFamilies(vip.get(), lan.get());
        }
        Optional<String> service = service();
        int weight = weight(lan);
        boolean restart = restart();
        ServiceChecks checks = checks();
        Optional<MemberCheck> vipCheck = vipCheck(lan);
        return vip.map(
                prefix -> new MemberLabels(prefix.address(), service, lan, checks, vipCheck, weight, restart, texts()));
    }

    private void compareFamilies(IpPrefix vip, LanWish lan) {
        boolean differ = vip.address().family() != lan.address().family();
        if (differ && !(lan.balancing().targets() instanceof Targets.Listed)) {
            complain(
                    Label.LAN_VIP,
                    lan.address() + " and the container VIP " + vip.address() + " are of different families",
                    "use two IPv4 or two IPv6 addresses");
        }
    }

    private int weight(Optional<LanWish> lan) {
        Optional<String> text = text(Label.WEIGHT);
        if (text.isEmpty()) {
            return 1;
        }
        OptionalInt weight = TargetsParser.number(text.get(), 0, Target.HIGHEST_WEIGHT);
        if (weight.isEmpty()) {
            complain(
                    Label.WEIGHT,
                    "'" + text.get() + "' is not a number from 0 to " + Target.HIGHEST_WEIGHT,
                    "write one");
        } else if (lan.filter(wish -> wish.balancing().targets() instanceof Targets.Members)
                .isEmpty()) {
            complain(
                    Label.WEIGHT,
                    "means nothing unless the members are the targets",
                    "add " + Label.TARGETS.example() + ", or remove it");
        }
        return weight.orElse(1);
    }

    private Optional<String> service() {
        Optional<String> text = text(Label.SERVICE);
        if (text.isPresent() && !ConfiguredService.isName(text.get())) {
            complain(
                    Label.SERVICE,
                    "'" + text.get() + "' is not a name",
                    "use 1 to 63 letters, digits, '_', '.' and '-'");
        }
        return text;
    }

    private boolean restart() {
        Optional<String> text = text(Label.RESTART);
        if (text.isPresent() && !SWITCH.contains(text.get())) {
            complain(Label.RESTART, "'" + text.get() + "' is neither on nor off", "write on or off");
        }
        return text.filter(t -> t.equals("on") || t.equals("true")).isPresent();
    }

    private ServiceChecks checks() {
        if (text(Label.CHECK).isPresent() && text(Label.LAN_VIP).isEmpty()) {
            complain(
                    Label.CHECK,
                    "means nothing without " + Label.LAN_VIP.key(),
                    "add " + Label.LAN_VIP.example() + ", or remove it");
        }
        CheckLabels.Result result = CheckLabels.read(
                Label.CHECK.key(), container.labels(), key -> "container " + container.name() + ", label " + key);
        problems.addAll(result.problems());
        return result.checks();
    }

    /** Asked at the port to which the first published one leads, unless an option says otherwise. */
    private Optional<MemberCheck> vipCheck(Optional<LanWish> lan) {
        OptionalInt usual = lan.stream()
                .flatMap(wish -> wish.publish().stream())
                .mapToInt(PublishedPort::vipPort)
                .filter(port -> port != 0)
                .findFirst();
        MemberCheckLabels.Result result = MemberCheckLabels.read(
                Label.VIP_CHECK.key(),
                container.labels(),
                usual,
                key -> "container " + container.name() + ", label " + key);
        problems.addAll(result.problems());
        return result.check();
    }

    private Map<Label, String> texts() {
        Map<Label, String> texts = new EnumMap<>(Label.class);
        for (Label label : Label.values()) {
            text(label).ifPresent(text -> texts.put(label, text));
        }
        return texts;
    }

    private Optional<String> text(Label label) {
        return Optional.ofNullable(container.labels().get(label.key()))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    @Override
    public Optional<String> text(String key) {
        return Label.of(name(key)).flatMap(this::text);
    }

    @Override
    public String name(String key) {
        return Label.PREFIX + key;
    }

    private void complain(Label label, String what, String mend) {
        problem(label.key().substring(Label.PREFIX.length()), what, mend);
    }

    @Override
    public void problem(String key, String what, String mend) {
        problems.add(new Problem("container " + container.name() + ", label " + name(key), what, mend));
    }
}
