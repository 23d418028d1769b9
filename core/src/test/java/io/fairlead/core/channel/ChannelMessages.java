package io.fairlead.core.channel;

import io.fairlead.core.health.Handicap;
import io.fairlead.core.health.Verdict;
import io.fairlead.core.net.IpAddress;
import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Any message that can be said. */
final class ChannelMessages {
    private ChannelMessages() {}

    static Arbitrary<SidecarMessage> sidecar() {
        Arbitrary<Boolean> flag = Arbitraries.of(true, false);
        Arbitrary<RouterReport> router = Combinators.combine(
                        addresses(),
                        addresses(),
                        Arbitraries.longs().between(1, 25_500).map(centis -> Duration.ofMillis(10 * centis)),
                        Arbitraries.integers().between(1, 255),
                        flag,
                        Arbitraries.of(Role.class),
                        flag)
                .as(RouterReport::new);
        return Arbitraries.oneOf(
                Combinators.combine(Arbitraries.integers().between(1, 0xffff), texts())
                        .as(SidecarMessage.Hello::new),
                Combinators.combine(
                                router.list().ofMaxSize(Frame.MOST_ROUTERS),
                                Arbitraries.of(Verdict.class),
                                texts(),
                                flag)
                        .as(SidecarMessage.Report::new));
    }

    static Arbitrary<AgentMessage> agent() {
        return Arbitraries.oneOf(
                Combinators.combine(
                                Arbitraries.integers().between(1, 0xffff),
                                Arbitraries.integers().between(20, 0xffff),
                                texts())
                        .as(AgentMessage.Welcome::new),
                Combinators.combine(addresses(), Arbitraries.longs(), texts()).as(AgentMessage.Promote::new),
                Combinators.combine(addresses(), texts()).as(AgentMessage.Resign::new),
                Combinators.combine(addresses(), texts()).as(AgentMessage.Release::new),
                Combinators.combine(addresses(), texts()).as(AgentMessage.Retain::new),
                Combinators.combine(
                                addresses(),
                                Combinators.combine(
                                                Arbitraries.oneOf(
                                                        Arbitraries.integers().between(0, 253),
                                                        Arbitraries.just(Handicap.FAULT)),
                                                texts())
                                        .as(Handicap::new))
                        .as(AgentMessage.Handicapped::new),
                Arbitraries.just(new AgentMessage.Ping()));
    }

    private static Arbitrary<IpAddress> addresses() {
        Arbitrary<byte[]> octets = Arbitraries.of(4, 16)
                .flatMap(size -> Arbitraries.bytes().array(byte[].class).ofSize(size));
        return octets.map(IpAddress::of);
    }

    /** Short enough to be sent whole: at most three octets for each of these characters. */
    private static Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars('ä', 'ß', '→', '世')
                .ofMaxLength(Frame.LONGEST_TEXT / 3);
    }
}
