package io.fairlead.agent.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.diagnosis.Chain;
import io.fairlead.core.diagnosis.Condition;
import io.fairlead.core.diagnosis.Place;
import io.fairlead.core.diagnosis.Rule;
import io.fairlead.core.net.IpPrefix;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NftChainsTest {
    /** As nft 1.0.6 lists what keepalived 2.2.7 left behind. */
    private static final String KEEPALIVED = """
            {"nftables": [{"metainfo": {"version": "1.0.6"}},
             {"table": {"family": "ip", "name": "keepalived", "handle": 1}},
             {"set": {"family": "ip", "name": "vips", "table": "keepalived", "type": "ipv4_addr", "handle": 3,
               "elem": ["192.168.156.156", "192.168.156.157"]}},
             {"chain": {"family": "ip", "table": "keepalived", "name": "in", "handle": 2, "type": "filter",
               "hook": "input", "prio": -1, "policy": "accept"}},
             {"rule": {"family": "ip", "table": "keepalived", "chain": "in", "handle": 4, "expr": [
               {"match": {"op": "==", "left": {"payload": {"protocol": "ip", "field": "daddr"}}, "right": "@vips"}},
               {"drop": null}]}}]}
            """;

    private static final String PLAIN = """
            table ip keepalived { # handle 1
            \tset vips { # handle 3
            \t\ttype ipv4_addr
            \t}

            \tchain in { # handle 2
            \t\ttype filter hook input priority filter - 1; policy accept;
            \t\tip daddr @vips drop # handle 4
            \t}
            }
            """;

    private static Rule rule(String expressions) {
        String json = """
                {"nftables": [{"chain": {"family": "inet", "table": "t", "name": "c", "type": "filter", "hook": "input",
                 "policy": "drop"}}, {"rule": {"family": "inet", "table": "t", "chain": "c", "handle": 7, "expr": [%s]}}]}
                """.formatted(expressions);
        return NftChains.parse(Place.HOST, json, "", _ -> true)
                .getFirst()
                .rules()
                .getFirst();
    }

    @Test
    void ruleWithASetAsksForItsElementsAndKnowsItsOwnWords() {
        Chain chain = NftChains.parse(Place.HOST, KEEPALIVED, PLAIN, _ -> true).getFirst();

        assertThat(chain.hook()).contains(Chain.Hook.INPUT);
        Rule rule = chain.rules().getFirst();
        assertThat(rule.text()).isEqualTo("ip daddr @vips drop");
        assertThat(rule.conditions())
                .containsExactly(new Condition.To(
                        List.of(IpPrefix.parse("192.168.156.156/32"), IpPrefix.parse("192.168.156.157/32"))));
        assertThat(rule.set()).isEqualTo(Optional.of(new Rule.NamedSet("ip", "keepalived", "vips")));
        assertThat(rule.removal().command()).isEqualTo("nft delete rule ip keepalived in handle 4");
    }

    @Test
    void tablesThatNobodyWantsAreLeftOut() {
        assertThat(NftChains.parse(Place.HOST, KEEPALIVED, PLAIN, table -> !table.equals("ip keepalived")))
                .isEmpty();
    }

    @Test
    void statesPortsAndPrefixesAreUnderstood() {
        Rule rule = rule("""
                {"match": {"op": "in", "left": {"ct": {"key": "state"}}, "right": ["established", "related"]}},
                {"match": {"op": "!=", "left": {"payload": {"protocol": "tcp", "field": "dport"}},
                  "right": {"set": [22, {"range": [8000, 8999]}]}}},
                {"match": {"op": "==", "left": {"payload": {"protocol": "ip", "field": "saddr"}},
                  "right": {"prefix": {"addr": "10.0.0.0", "len": 8}}}},
                {"counter": {"packets": 0, "bytes": 0}}, {"accept": null}
                """);

        assertThat(rule.conditions())
                .containsExactly(
                        new Condition.State(Set.of("established", "related")),
                        new Condition.Protocol(Set.of(6)),
                        new Condition.Not(new Condition.Ports(
                                List.of(new Condition.Ports.Range(22, 22), new Condition.Ports.Range(8000, 8999)))),
                        new Condition.From(List.of(IpPrefix.parse("10.0.0.0/8"))));
        assertThat(rule.target()).isEqualTo(new Rule.Target.Accept());
    }

    @Test
    void verdictMapIsOneRuleForEachOfItsElements() {
        String json = """
                {"nftables": [{"chain": {"family": "ip", "table": "t", "name": "c", "type": "filter"}},
                 {"rule": {"family": "ip", "table": "t", "chain": "c", "handle": 7, "expr": [
                   {"vmap": {"key": {"meta": {"key": "iifname"}},
                     "data": {"set": [["lo", {"accept": null}], ["br0", {"jump": {"target": "x"}}]]}}}]}}]}
                """;
        assertThat(NftChains.parse(Place.HOST, json, "", _ -> true).getFirst().rules())
                .extracting(Rule::target)
                .containsExactly(new Rule.Target.Accept(), new Rule.Target.Jump("x"));
    }

    /** As firewalld has it: no doubt whether it lets VRRP pass. */
    @Test
    void fieldThatIsNotUnderstoodStillSaysOfWhichProtocol() {
        assertThat(rule("""
                        {"match": {"op": "==", "left": {"payload": {"protocol": "icmpv6", "field": "type"}},
                          "right": "nd-redirect"}}, {"accept": null}
                        """).conditions()).containsExactly(new Condition.Protocol(Set.of(58)), new Condition.Unknown());
    }

    @Test
    void whatIsNotUnderstoodIsUnknown() {
        assertThat(rule("{\"xt\": {\"type\": \"match\", \"name\": \"recent\"}}, {\"drop\": null}")
                        .conditions())
                .containsExactly(new Condition.Unknown());
        assertThat(
                        rule("{\"match\": {\"op\": \">\", \"left\": {\"meta\": {\"key\": \"length\"}}, \"right\": 5}}, {\"drop\": null}")
                                .conditions())
                .containsExactly(new Condition.Unknown());
    }
}
