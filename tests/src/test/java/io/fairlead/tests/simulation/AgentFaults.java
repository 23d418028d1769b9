package io.fairlead.tests.simulation;

import java.util.Optional;

/** What goes wrong with members, the agent, and what is between them. */
record AgentFaults(World world, Lan lan, SimulatedAgent agent) {
    void strike() {
        Member member = world.oneOf(agent.members());
        switch (world.between(0, 12)) {
            case 0, 1 -> {
                member.freeze();
                maybe(member::thaw);
            }
            case 2 -> {
                member.killSidecar();
                maybe(member::start);
            }
            case 3, 4 -> {
                member.killContainer();
                maybe(member::start);
            }
            case 5 -> {
                member.stop();
                maybe(member::start);
            }
            case 6 -> {
                member.haproxyDies();
                maybe(member::haproxyReturns);
            }
            case 7 -> {
                member.reachable(false);
                maybe(() -> member.reachable(true));
            }
            case 8 -> {
                agent.die();
                world.after(duration(), agent::restart);
            }
            case 9 -> agent.disturb();
            case 10 -> member.beSlow(world.between(World.MILLISECOND, 300 * World.MILLISECOND));
            case 11 -> agent.move(world.chance(0.5) ? Optional.empty() : Optional.of(member));
            case 12 -> member.node().beLate(world.between(World.MILLISECOND, 60 * World.MILLISECOND));
            default -> throw new AssertionError("between(0, 12)");
        }
    }

    /** One clean fault of whoever serves: what the budgets are for. */
    void strikeHolder(Member holder) {
        switch (world.between(0, 4)) {
            case 0 -> holder.freeze();
            case 1 -> holder.killContainer();
            case 2 -> holder.killSidecar();
            case 3 -> holder.haproxyDies();
            case 4 -> holder.stop();
            default -> throw new AssertionError("between(0, 4)");
        }
    }

    private void maybe(Runnable end) {
        if (world.chance(0.7)) {
            world.after(duration(), end);
        }
    }

    private long duration() {
        return world.chance(0.5)
                ? world.between(World.MILLISECOND, 400 * World.MILLISECOND)
                : world.between(400 * World.MILLISECOND, 5 * World.SECOND);
    }
}
