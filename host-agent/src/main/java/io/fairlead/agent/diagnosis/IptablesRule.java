package io.fairlead.agent.diagnosis;

import io.fairlead.core.diagnosis.Condition;
import io.fairlead.core.diagnosis.Rule;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One rule in iptables' words: what it asks and what it does. What is not understood is asked as unknown. */
final class IptablesRule {
    private final List<Condition> conditions = new ArrayList<>();
    private final Set<String> chains;
    private Rule.Target target = new Rule.Target.Nothing();
    private Optional<IpAddress> original = Optional.empty();
    private int originalPort;

    IptablesRule(List<String> words, Set<String> chains) {
        this.chains = Set.copyOf(chains);
        boolean negated = false;
        int at = 0;
        while (at < words.size()) {
            String word = words.get(at);
            if (word.equals("!")) {
                negated = true;
                at++;
                continue;
            }
            String value = at + 1 < words.size() ? words.get(at + 1) : "";
            if (word.equals("-j") || word.equals("-g")) {
                target = target(word, value);
                // The rest is how the target does it.
                break;
            }
            at += take(word, value, negated);
            negated = false;
        }
        original.ifPresent(address -> conditions.add(new Condition.Original(address, originalPort)));
    }

    List<Condition> conditions() {
        return conditions;
    }

    Rule.Target target() {
        return target;
    }

    private Rule.Target target(String how, String name) {
        return switch (name) {
            case "ACCEPT" -> new Rule.Target.Accept();
            case "DROP", "REJECT" -> new Rule.Target.Drop();
            case "RETURN" -> new Rule.Target.Return();
            default ->
                !chains.contains(name)
                        ? new Rule.Target.Nothing()
                        : how.equals("-g") ? new Rule.Target.Goto(name) : new Rule.Target.Jump(name);
        };
    }

    /** How many words were used. */
    private int take(String word, String value, boolean negated) {
        switch (word) {
            case "-m", "--comment" -> {}
            case "-s" -> add(new Condition.From(prefixes(value)), negated);
            case "-d" -> add(new Condition.To(prefixes(value)), negated);
            case "-i" -> add(new Condition.In(List.of(value)), negated);
            case "-o" -> add(new Condition.Out(List.of(value)), negated);
            case "-p" -> protocol(value, negated);
            case "--dport", "--dports" -> add(new Condition.Ports(ports(value)), negated);
            case "--ctstate", "--state" -> add(state(value), negated);
            case "--dst-type" -> add(new Condition.Kind(lower(value)), negated);
            case "--ctorigdst" -> original = IpPrefix.tryParse(value).map(IpPrefix::address);
            case "--ctorigdstport" -> originalPort = number(value);
            default -> {
                conditions.add(new Condition.Unknown());
                return 1;
            }
        }
        return 2;
    }

    private void add(Condition condition, boolean negated) {
        conditions.add(negated ? new Condition.Not(condition) : condition);
    }

    private void protocol(String value, boolean negated) {
        if (!value.equals("all")) {
            add(new Condition.Protocol(Set.of(Protocols.number(value))), negated);
        }
    }

    private static Condition state(String value) {
        return lower(value).equals(Set.of("dnat")) ? new Condition.Translated() : new Condition.State(lower(value));
    }

    private static Set<String> lower(String list) {
        return Arrays.stream(list.toLowerCase(Locale.ROOT).split(",", -1)).collect(Collectors.toSet());
    }

    private static List<IpPrefix> prefixes(String list) {
        return Arrays.stream(list.split(",", -1))
                .flatMap(text -> IpPrefix.tryParse(text).stream())
                .toList();
    }

    private static List<Condition.Ports.Range> ports(String list) {
        return Arrays.stream(list.split(",", -1)).flatMap(IptablesRule::range).toList();
    }

    private static Stream<Condition.Ports.Range> range(String text) {
        String[] ends = text.split(":", -1);
        return Stream.of(new Condition.Ports.Range(number(ends[0]), number(ends[ends.length - 1])));
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    }
}
