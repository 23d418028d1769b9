package io.fairlead.agent.diagnosis;

import io.fairlead.core.diagnosis.Chain;
import io.fairlead.core.diagnosis.Place;
import io.fairlead.core.diagnosis.Rule;
import io.fairlead.core.diagnosis.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What {@code iptables -S} lists of one table, as chains. */
final class IptablesChains {
    private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+)");

    private final Place place;
    private final String program;
    private final String table;
    private final Map<String, List<Rule>> rules = new LinkedHashMap<>();
    private final Map<String, Boolean> drops = new LinkedHashMap<>();

    private IptablesChains(Place place, String program, String table) {
        this.place = place;
        this.program = program;
        this.table = table;
    }

    /** The chains of a table whose rules are {@code lines}. */
    static List<Chain> parse(Place place, String program, String table, List<String> lines) {
        IptablesChains chains = new IptablesChains(place, program, table);
        lines.forEach(chains::declaration);
        lines.stream().filter(line -> line.startsWith("-A ")).forEach(chains::rule);
        return chains.chains();
    }

    private void declaration(String line) {
        String[] words = line.split(" ", -1);
        if (words[0].equals("-P") && words.length >= 3) {
            drops.put(words[1], !words[2].equals("ACCEPT"));
            rules.put(words[1], new ArrayList<>());
        } else if (words[0].equals("-N") && words.length == 2) {
            rules.put(words[1], new ArrayList<>());
        }
    }

    private void rule(String line) {
        List<String> words =
                WORD.matcher(line).results().map(IptablesChains::word).toList();
        IptablesRule parsed = new IptablesRule(words.subList(2, words.size()), rules.keySet());
        List<String> removal = new ArrayList<>(List.of(program, "-t", table, "-D"));
        removal.addAll(words.subList(1, words.size()));
        rules.computeIfAbsent(words.get(1), _ -> new ArrayList<>())
                .add(new Rule(
                        line, parsed.conditions(), parsed.target(), Optional.empty(), new Step.Run(place, removal)));
    }

    private static String word(MatchResult match) {
        return match.group(1) != null ? match.group(1).replaceAll("\\\\(.)", "$1") : match.group(2);
    }

    private List<Chain> chains() {
        String family = program.startsWith("ip6") ? "ip6" : "ip";
        return rules.entrySet().stream()
                .map(entry -> new Chain(
                        program,
                        family,
                        table,
                        entry.getKey(),
                        hook(entry.getKey()),
                        drops.getOrDefault(entry.getKey(), false),
                        entry.getValue()))
                .toList();
    }

    private Optional<Chain.Hook> hook(String name) {
        if (!drops.containsKey(name)) {
            return Optional.empty();
        }
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "PREROUTING" -> Optional.of(Chain.Hook.PREROUTING);
            case "INPUT" -> Optional.of(Chain.Hook.INPUT);
            case "FORWARD" -> Optional.of(Chain.Hook.FORWARD);
            case "OUTPUT" -> Optional.of(Chain.Hook.OUTPUT);
            case "POSTROUTING" -> Optional.of(Chain.Hook.POSTROUTING);
            default -> Optional.empty();
        };
    }
}
