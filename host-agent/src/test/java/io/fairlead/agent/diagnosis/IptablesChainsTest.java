package io.fairlead.agent.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.diagnosis.Chain;
import io.fairlead.core.diagnosis.Condition;
import io.fairlead.core.diagnosis.Place;
import io.fairlead.core.diagnosis.Rule;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IptablesChainsTest {
    private static List<Chain> chains(String... lines) {
        return IptablesChains.parse(Place.HOST, "iptables-legacy", "filter", List.of(lines));
    }

    private static Rule rule(String text) {
        return chains("-P INPUT ACCEPT", "-N OTHER", "-A INPUT " + text)
                .getFirst()
                .rules()
                .getFirst();
    }

    @Test
    void builtInChainsHaveAHookAndAPolicyAndOthersNeither() {
        List<Chain> chains = chains("-P INPUT DROP", "-N OTHER");

        assertThat(chains).extracting(Chain::hook).containsExactly(Optional.of(Chain.Hook.INPUT), Optional.empty());
        assertThat(chains).extracting(Chain::dropsByDefault).containsExactly(true, false);
    }

    @Test
    void whatIsAskedIsUnderstood() {
        Rule rule = rule(
                "! -s 10.0.0.0/8 -d 10.1.1.1/32 -i eth+ -p tcp -m tcp --dport 80:90 -m comment --comment \"a b\" -j DROP");

        assertThat(rule.conditions())
                .containsExactly(
                        new Condition.Not(new Condition.From(List.of(IpPrefix.parse("10.0.0.0/8")))),
                        new Condition.To(List.of(IpPrefix.parse("10.1.1.1/32"))),
                        new Condition.In(List.of("eth+")),
                        new Condition.Protocol(Set.of(6)),
                        new Condition.Ports(List.of(new Condition.Ports.Range(80, 90))));
        assertThat(rule.target()).isEqualTo(new Rule.Target.Drop());
    }

    @Test
    void removalIsTheRuleItselfAndItsCommentStaysOneWord() {
        assertThat(rule("-d 10.1.1.1/32 -m comment --comment \"a b\" -j DROP")
                        .removal()
                        .command())
                .isEqualTo("iptables-legacy -t filter -D INPUT -d 10.1.1.1/32 -m comment --comment 'a b' -j DROP");
    }

    @Test
    void connectionsAreKnownByWhereTheyWentAtFirst() {
        assertThat(rule("-p tcp -m conntrack --ctorigdst 10.1.1.1 --ctorigdstport 80 -j ACCEPT")
                        .conditions())
                .contains(new Condition.Original(IpAddress.parse("10.1.1.1"), 80));
        assertThat(rule("-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT").conditions())
                .containsExactly(new Condition.State(Set.of("related", "established")));
    }

    @Test
    void whatIsNotUnderstoodIsUnknownAndForeignTargetsDecideNothing() {
        assertThat(rule("-m set --match-set bad src -j DROP").conditions()).contains(new Condition.Unknown());
        assertThat(rule("-j LOG --log-prefix \"DROP \"").target()).isEqualTo(new Rule.Target.Nothing());
        assertThat(rule("-j OTHER").target()).isEqualTo(new Rule.Target.Jump("OTHER"));
        assertThat(rule("-g OTHER").target()).isEqualTo(new Rule.Target.Goto("OTHER"));
    }
}
