package io.fairlead.core.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.diagnosis.Chain.Hook;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PacketWalkTest {
    private static final IpAddress VIP = IpAddress.parse("192.168.1.156");
    private static final Condition TO_VIP = new Condition.To(List.of(IpPrefix.host(VIP)));
    private static final Condition TO_PORT = new Condition.Ports(List.of(new Condition.Ports.Range(80, 80)));
    private static final Condition UNKNOWN = new Condition.Unknown();
    private static final Rule.Target ACCEPT = new Rule.Target.Accept();
    private static final Rule.Target DROP = new Rule.Target.Drop();
    private static final Packet PACKET = new Packet(
            "connections",
            Optional.of("lan0"),
            Optional.empty(),
            Optional.of(IpPrefix.parse("192.168.1.1/24")),
            VIP,
            Packet.TCP,
            80,
            VIP,
            80);

    private static Rule rule(Rule.Target target, Condition... conditions) {
        return new Rule("rule", List.of(conditions), target, Optional.empty(), new Step.Advice(""));
    }

    private static Chain input(boolean drops, Rule... rules) {
        return new Chain("nft", "ip", "t", "in", Optional.of(Hook.INPUT), drops, List.of(rules));
    }

    private static Chain named(String name, Rule... rules) {
        return new Chain("nft", "ip", "t", name, Optional.empty(), false, List.of(rules));
    }

    private static boolean dropped(Chain... chains) {
        return PacketWalk.drops(List.of(chains), PACKET, List.of(Hook.INPUT)).isPresent();
    }

    @Test
    void firstRuleThatDecidesCounts() {
        assertThat(dropped(input(false, rule(DROP, TO_VIP)))).isTrue();
        assertThat(dropped(input(false, rule(ACCEPT, TO_PORT), rule(DROP, TO_VIP))))
                .isFalse();
        assertThat(dropped(input(false, rule(DROP, new Condition.Not(TO_VIP))))).isFalse();
    }

    @Test
    void policyCountsWhereNobodyDecides() {
        assertThat(dropped(input(true))).isTrue();
        assertThat(dropped(input(true, rule(ACCEPT, TO_PORT)))).isFalse();
        assertThat(dropped(input(false))).isFalse();
    }

    @Test
    void acceptanceOfOneBaseChainDoesNotUndoTheDropOfAnother() {
        assertThat(dropped(input(false, rule(ACCEPT)), input(false, rule(DROP))))
                .isTrue();
    }

    @Test
    void jumpComesBackAndGotoDoesNot() {
        Chain nothing = named("x");
        assertThat(dropped(input(false, rule(new Rule.Target.Jump("x")), rule(DROP)), nothing))
                .isTrue();
        assertThat(dropped(input(false, rule(new Rule.Target.Goto("x")), rule(DROP)), nothing))
                .isFalse();
        assertThat(dropped(input(false, rule(new Rule.Target.Jump("x"))), named("x", rule(DROP))))
                .isTrue();
        Chain returning = named("x", rule(new Rule.Target.Return()), rule(DROP));
        assertThat(dropped(input(false, rule(new Rule.Target.Jump("x"))), returning))
                .isFalse();
    }

    @Test
    void chainsThatJumpInACircleEnd() {
        assertThat(dropped(input(false, rule(new Rule.Target.Jump("x"))), named("x", rule(new Rule.Target.Jump("x")))))
                .isFalse();
    }

    @Test
    void whatMayHaveLetItPassKeepsADropFromBeingSaid() {
        assertThat(dropped(input(true, rule(ACCEPT, UNKNOWN)))).isFalse();
        assertThat(dropped(input(false, rule(DROP, UNKNOWN)))).isFalse();
        assertThat(dropped(input(true, rule(DROP, UNKNOWN)))).isTrue();
        assertThat(dropped(input(true, rule(new Rule.Target.Jump("x"), UNKNOWN)), named("x", rule(ACCEPT))))
                .isFalse();
    }

    @Test
    void otherHooksAndFamiliesAreNotAsked() {
        Chain forward = new Chain("nft", "ip", "t", "f", Optional.of(Hook.FORWARD), true, List.of());
        Chain six = new Chain("nft", "ip6", "t", "f", Optional.of(Hook.INPUT), true, List.of());
        assertThat(dropped(forward, six)).isFalse();
    }

    @Test
    void newConnectionIsNotOneThatIsKnown() {
        assertThat(dropped(input(true, rule(ACCEPT, new Condition.State(Set.of("established", "related"))))))
                .isTrue();
        assertThat(dropped(input(true, rule(ACCEPT, new Condition.State(Set.of("new", "untracked"))))))
                .isFalse();
    }

    @Test
    void clientsOfTheLanAreThoseOfItsSubnet() {
        assertThat(dropped(input(true, rule(ACCEPT, from("192.168.0.0/16"))))).isFalse();
        assertThat(dropped(input(true, rule(ACCEPT, from("192.168.1.7/32"))))).isFalse();
        assertThat(dropped(input(true, rule(ACCEPT, from("10.0.0.0/8"))))).isTrue();
        assertThat(dropped(input(false, rule(DROP, from("192.168.1.7/32"))))).isFalse();
    }

    private static Condition from(String prefix) {
        return new Condition.From(List.of(IpPrefix.parse(prefix)));
    }

    @Test
    void interfacesMayBeNamedByTheirBeginning() {
        assertThat(dropped(input(false, rule(DROP, new Condition.In(List.of("lan+"))))))
                .isTrue();
        assertThat(dropped(input(false, rule(DROP, new Condition.In(List.of("br0"))))))
                .isFalse();
        assertThat(dropped(input(false, rule(DROP, new Condition.Kind(Set.of("local"))))))
                .isTrue();
    }
}
