package io.fairlead.core.diagnosis;

import io.fairlead.core.diagnosis.Condition.Answer;
import java.util.List;
import java.util.Optional;

/**
 * Leads one packet through packet filters as the kernel would. Where it depends on what cannot be known, the packet is taken
 * to pass: what is found dropped is dropped.
 */
final class PacketWalk {
    /** As deep as the kernel lets chains jump. */
    private static final int DEEPEST = 16;

    private final List<Chain> chains;
    private final Packet packet;

    /** A rule that may or may not have let the packet pass has been seen. */
    private boolean doubtful;

    private PacketWalk(List<Chain> chains, Packet packet) {
        this.chains = chains;
        this.packet = packet;
    }

    /** Who drops it: a rule, or the policy of a chain. */
    record Drop(Chain chain, Optional<Rule> rule) {
        /** {@code -A INPUT -d 10.0.0.5/32 -j DROP (iptables-legacy table filter, chain INPUT)}. */
        String words() {
            return rule.map(Rule::text).orElse("the policy is drop") + " (" + chain.words() + ")";
        }
    }

    /** The first that drops it at one of these hooks. */
    static Optional<Drop> drops(List<Chain> chains, Packet packet, List<Chain.Hook> hooks) {
        return chains.stream()
                .filter(chain -> chain.hook().filter(hooks::contains).isPresent())
                .filter(chain -> chain.sees(packet.family()))
                .flatMap(chain -> new PacketWalk(chains, packet).base(chain).stream())
                .findFirst();
    }

    private Optional<Drop> base(Chain chain) {
        Step step = walk(chain, 0);
        return switch (step.end()) {
            case DROPPED -> doubtful ? Optional.empty() : step.drop();
            case ACCEPTED -> Optional.empty();
            case OPEN ->
                chain.dropsByDefault() && !doubtful ? Optional.of(new Drop(chain, Optional.empty())) : Optional.empty();
        };
    }

    private enum End {
        ACCEPTED,
        DROPPED,
        OPEN
    }

    private record Step(End end, Optional<Drop> drop) {
        static final Step ACCEPTED = new Step(End.ACCEPTED, Optional.empty());
        static final Step OPEN = new Step(End.OPEN, Optional.empty());
    }

    private Step walk(Chain chain, int depth) {
        for (Rule rule : chain.rules()) {
            Answer answer = rule.asks(packet);
            if (answer == Answer.NO) {
                continue;
            }
            Step step = target(chain, rule, depth);
            boolean leaves = rule.target() instanceof Rule.Target.Return || rule.target() instanceof Rule.Target.Goto;
            if (answer == Answer.MAYBE) {
                doubtful |= step.end() == End.ACCEPTED || leaves;
            } else if (step.end() != End.OPEN || leaves) {
                return step;
            }
        }
        return Step.OPEN;
    }

    private Step target(Chain chain, Rule rule, int depth) {
        return switch (rule.target()) {
            case Rule.Target.Accept _ -> Step.ACCEPTED;
            case Rule.Target.Drop _ -> new Step(End.DROPPED, Optional.of(new Drop(chain, Optional.of(rule))));
            case Rule.Target.Jump(String to) -> into(chain, to, depth);
            case Rule.Target.Goto(String to) -> into(chain, to, depth);
            case Rule.Target.Return _, Rule.Target.Nothing _ -> Step.OPEN;
        };
    }

    private Step into(Chain from, String name, int depth) {
        if (depth == DEEPEST) {
            return Step.OPEN;
        }
        return chains.stream()
                .filter(chain -> chain.isBeside(from) && chain.name().equals(name))
                .findFirst()
                .map(chain -> walk(chain, depth + 1))
                .orElse(Step.OPEN);
    }
}
