package io.fairlead.agent.diagnosis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fairlead.core.diagnosis.Chain;
import io.fairlead.core.diagnosis.Condition;
import io.fairlead.core.diagnosis.Place;
import io.fairlead.core.diagnosis.Rule;
import io.fairlead.core.diagnosis.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What {@code nft -j list ruleset} lists, as chains; those of the types nat and route are left out, they drop nothing. */
final class NftChains {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Place place;
    private final Map<String, String> texts;
    private final JsonNode all;

    private NftChains(Place place, JsonNode all, Map<String, String> texts) {
        this.place = place;
        this.all = all;
        this.texts = texts;
    }

    /**
     * The chains of the tables that {@code which} wants, by family and name with a space between.
     *
     * @param json of {@code nft -j list ruleset}
     * @param plain of {@code nft -a list ruleset}, for the rules' own words
     */
    static List<Chain> parse(Place place, String json, String plain, Predicate<String> which) {
        try {
            return new NftChains(place, JSON.readTree(json).path("nftables"), NftTexts.parse(plain)).chains(which);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("nft's JSON cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    private List<Chain> chains(Predicate<String> which) {
        Map<String, List<Rule>> rules = new HashMap<>();
        Map<String, JsonNode> sets = new HashMap<>();
        all.forEach(each -> {
            JsonNode set = each.path("set");
            if (!set.isMissingNode()) {
                sets.put(table(set) + " " + set.path("name").asText(), set.path("elem"));
            }
        });
        all.forEach(each -> {
            JsonNode rule = each.path("rule");
            if (!rule.isMissingNode() && which.test(table(rule))) {
                rules.computeIfAbsent(table(rule) + " " + rule.path("chain").asText(), _ -> new ArrayList<>())
                        .addAll(rules(rule, sets));
            }
        });
        List<Chain> chains = new ArrayList<>();
        all.forEach(each -> {
            JsonNode chain = each.path("chain");
            if (!chain.isMissingNode() && which.test(table(chain)) && filters(chain)) {
                chains.add(chain(
                        chain,
                        rules.getOrDefault(
                                table(chain) + " " + chain.path("name").asText(), List.of())));
            }
        });
        return chains;
    }

    private static String table(JsonNode node) {
        JsonNode table = node.path("table");
        return node.path("family").asText() + " " + table.asText();
    }

    private static boolean filters(JsonNode chain) {
        return chain.path("type").asText("filter").equals("filter");
    }

    private static Chain chain(JsonNode chain, List<Rule> rules) {
        String hook = chain.path("hook").asText("").toUpperCase(Locale.ROOT);
        return new Chain(
                "nft",
                chain.path("family").asText(),
                chain.path("table").asText(),
                chain.path("name").asText(),
                Arrays.stream(Chain.Hook.values())
                        .filter(each -> each.name().equals(hook))
                        .findFirst(),
                chain.path("policy").asText("accept").equals("drop"),
                rules);
    }

    /** One; or, of a verdict map, one for each of its elements. */
    private List<Rule> rules(JsonNode rule, Map<String, JsonNode> sets) {
        String handle = rule.path("handle").asText();
        NftExpression expression = new NftExpression(table(rule), sets);
        rule.path("expr").forEach(expression::take);
        Step removal = new Step.Run(
                place,
                List.of(
                        "nft",
                        "delete",
                        "rule",
                        rule.path("family").asText(),
                        rule.path("table").asText(),
                        rule.path("chain").asText(),
                        "handle",
                        handle));
        String where = table(rule) + " " + rule.path("chain").asText() + " " + handle;
        String text = texts.getOrDefault(where, "rule " + handle);
        List<Rule> rules = new ArrayList<>();
        for (NftExpression.Branch branch : expression.branches()) {
            List<Condition> conditions = new ArrayList<>(expression.conditions());
            branch.condition().ifPresent(conditions::add);
            rules.add(new Rule(text, conditions, branch.target(), expression.set(), removal));
        }
        return rules;
    }

    /** The plain words of rules by table, chain and handle. */
    private static final class NftTexts {
        private NftTexts() {}

        static Map<String, String> parse(String plain) {
            Map<String, String> texts = new HashMap<>();
            String table = "";
            String chain = "";
            for (String line : plain.lines().toList()) {
                String text = line.strip();
                Optional<String> handle = text.contains("# handle ")
                        ? Optional.of(text.substring(text.lastIndexOf("# handle ") + "# handle ".length())
                                .strip())
                        : Optional.empty();
                if (text.startsWith("table ")) {
                    table = text.substring("table ".length(), text.indexOf(" {"));
                } else if (text.startsWith("chain ")) {
                    chain = text.substring("chain ".length(), text.indexOf(" {"));
                } else if (handle.isPresent()) {
                    texts.put(
                            table + " " + chain + " " + handle.get(),
                            text.substring(0, text.lastIndexOf("# handle ")).strip());
                }
            }
            return texts;
        }
    }
}
