package io.fairlead.agent.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.core.diagnosis.Condition;
import io.fairlead.core.diagnosis.Rule;
import io.fairlead.core.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One rule in nft's JSON: what it asks and what it does. What is not understood is asked as unknown. */
final class NftExpression {
    private static final Set<String> CARRIED = Set.of("tcp", "udp", "sctp", "icmp", "icmpv6", "igmp");

    private final String table;
    private final Map<String, JsonNode> sets;
    private final List<Condition> conditions = new ArrayList<>();
    private final List<Branch> branches = new ArrayList<>();
    private Optional<Rule.NamedSet> set = Optional.empty();

    /** What it does, and when, if that is by a map. */
    record Branch(Optional<Condition> condition, Rule.Target target) {}

    NftExpression(String table, Map<String, JsonNode> sets) {
        this.table = table;
        this.sets = sets;
    }

    List<Condition> conditions() {
        return conditions;
    }

    List<Branch> branches() {
        return branches.isEmpty() ? List.of(new Branch(Optional.empty(), new Rule.Target.Nothing())) : branches;
    }

    Optional<Rule.NamedSet> set() {
        return set;
    }

    void take(JsonNode statement) {
        if (statement.has("match")) {
            match(statement.path("match"));
        } else if (statement.has("vmap")) {
            map(statement.path("vmap"));
        } else if (statement.has("xt") || statement.has("limit") || statement.has("quota")) {
            conditions.add(new Condition.Unknown());
        } else {
            verdict(statement).ifPresent(target -> branches.add(new Branch(Optional.empty(), target)));
        }
    }

    private void match(JsonNode match) {
        carried(match.path("left"));
        Condition condition = condition(match.path("left"), match.path("right"));
        boolean negated = match.path("op").asText().equals("!=");
        boolean ordered = match.path("op").asText().matches("[<>]=?");
        conditions.add(ordered ? new Condition.Unknown() : negated ? new Condition.Not(condition) : condition);
    }

    private void map(JsonNode map) {
        JsonNode entries = map.path("data").path("set");
        if (!entries.isArray()) {
            conditions.add(new Condition.Unknown());
            return;
        }
        carried(map.path("key"));
        entries.forEach(entry -> verdict(entry.path(1))
                .ifPresent(target ->
                        branches.add(new Branch(Optional.of(condition(map.path("key"), entry.path(0))), target))));
    }

    /** What asks for a field of TCP asks for TCP before; nft does not list that. */
    private void carried(JsonNode left) {
        String protocol = left.path("payload").path("protocol").asText();
        if (CARRIED.contains(protocol)) {
            conditions.add(new Condition.Protocol(Set.of(Protocols.number(protocol))));
        }
    }

    private static Optional<Rule.Target> verdict(JsonNode statement) {
        if (statement.has("accept")) {
            return Optional.of(new Rule.Target.Accept());
        } else if (statement.has("drop") || statement.has("reject")) {
            return Optional.of(new Rule.Target.Drop());
        } else if (statement.has("return")) {
            return Optional.of(new Rule.Target.Return());
        } else if (statement.has("jump")) {
            return Optional.of(
                    new Rule.Target.Jump(statement.path("jump").path("target").asText()));
        } else if (statement.has("goto")) {
            return Optional.of(
                    new Rule.Target.Goto(statement.path("goto").path("target").asText()));
        }
        return Optional.empty();
    }

    private Condition condition(JsonNode left, JsonNode right) {
        NftValues values = new NftValues(resolved(right));
        if (left.has("payload")) {
            return payload(left.path("payload").path("field").asText(), right, values);
        } else if (left.has("meta")) {
            return meta(left.path("meta").path("key").asText(), values);
        } else if (left.has("ct")) {
            return connection(left.path("ct"), values);
        } else if (left.has("fib") && left.path("fib").path("result").asText().equals("type")) {
            return new Condition.Kind(values.words());
        }
        return new Condition.Unknown();
    }

    private Condition payload(String field, JsonNode right, NftValues values) {
        return switch (field) {
            case "daddr" -> {
                set = named(right);
                yield values.prefixes().<Condition>map(Condition.To::new).orElseGet(Condition.Unknown::new);
            }
            case "saddr" ->
                values.prefixes().<Condition>map(Condition.From::new).orElseGet(Condition.Unknown::new);
            case "dport" -> values.ports().<Condition>map(Condition.Ports::new).orElseGet(Condition.Unknown::new);
            case "protocol", "nexthdr" -> new Condition.Protocol(values.protocols());
            default -> new Condition.Unknown();
        };
    }

    private static Condition meta(String key, NftValues values) {
        return switch (key) {
            case "iifname", "iif" -> new Condition.In(List.copyOf(values.words()));
            case "oifname", "oif" -> new Condition.Out(List.copyOf(values.words()));
            case "l4proto" -> new Condition.Protocol(values.protocols());
            default -> new Condition.Unknown();
        };
    }

    private static Condition connection(JsonNode ct, NftValues values) {
        String key = ct.path("key").asText();
        boolean original = ct.path("dir").asText().equals("original");
        return switch (key) {
            case "state" -> new Condition.State(values.words());
            case "status" -> values.words().contains("dnat") ? new Condition.Translated() : new Condition.Unknown();
            case "ip daddr", "ip6 daddr", "daddr" ->
                original
                        ? values.words().stream()
                                .flatMap(text -> IpAddress.tryParse(text).stream())
                                .findFirst()
                                .<Condition>map(address -> new Condition.Original(address, 0))
                                .orElseGet(Condition.Unknown::new)
                        : new Condition.Unknown();
            default -> new Condition.Unknown();
        };
    }

    private JsonNode resolved(JsonNode right) {
        return named(right).map(each -> sets.get(table + " " + each.name())).orElse(right);
    }

    private Optional<Rule.NamedSet> named(JsonNode right) {
        String text = right.asText("");
        String[] words = table.split(" ", 2);
        return text.startsWith("@") && sets.containsKey(table + " " + text.substring(1))
                ? Optional.of(new Rule.NamedSet(words[0], words[1], text.substring(1)))
                : Optional.empty();
    }
}
