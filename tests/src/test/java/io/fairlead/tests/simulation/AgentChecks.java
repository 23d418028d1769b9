package io.fairlead.tests.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Watches the agent and its members, and throws a {@link Violation} when a promise is broken. */
final class AgentChecks {
    /** The longest lease, the second that the kernel may add, and a second of lateness. */
    private static final long LONGEST_DOUBLE = 5 * World.SECOND;

    /** How it was with a member at {@code at}, as far as the agent was told. */
    private record Evidence(long at, boolean holds) {}

    private final World world;
    private final Map<Member, Evidence> evidence = new HashMap<>();
    private final Set<Member> consenting = new HashSet<>();
    private long doubleSince = -1;
    private long vacantSince = -1;
    private int promotions;

    AgentChecks(World world) {
        this.world = world;
    }

    int promotions() {
        return promotions;
    }

    /** The agent has learned how it was with this member at {@code at}. */
    void evidence(Member member, long at, boolean holds) {
        Evidence known = evidence.get(member);
        if (known == null || at >= known.at()) {
            evidence.put(member, new Evidence(at, holds));
        }
    }

    void consent(Member member, boolean gives) {
        if (gives) {
            consenting.add(member);
        } else {
            consenting.remove(member);
        }
    }

    /** The rule: what another had before the agent last learned about it, it must not have any more. */
    void promotes(Member candidate, List<Member> members) {
        promotions++;
        for (Member other : members) {
            Host host = other.node().host();
            if (other.equals(candidate) || !host.hasAddress() || consenting.contains(other)) {
                continue;
            }
            Evidence known = evidence.get(other);
            if (known == null || known.holds() || host.presentSince() < known.at()) {
                throw new Violation(
                        Violation.Check.PROMOTION,
                        "%s is promoted while %s has the address since %.3f ms"
                                .formatted(candidate.id(), other.id(), host.presentSince() / 1e6));
            }
        }
    }

    /** At any moment, with every member on one whole network: no two namespaces beyond the lease. */
    void look(List<Member> members) {
        long holders = members.stream()
                .filter(each -> each.node().isConnected() && each.node().host().hasAddress())
                .count();
        if (holders < 2) {
            doubleSince = -1;
        } else if (doubleSince < 0) {
            doubleSince = world.now();
        } else if (world.now() - doubleSince > LONGEST_DOUBLE) {
            throw new Violation(Violation.Check.TWO_HOLDERS, "two namespaces have the address beyond the lease");
        }
    }

    /** From here on the address counts as wanted. */
    void expect() {
        vacantSince = -1;
    }

    /** While somebody could: not without a serving holder for longer than {@code budget}. */
    void held(List<Member> members, long budget) {
        boolean served = members.stream()
                .anyMatch(each -> each.node().isRunning()
                        && each.node().isConnected()
                        && each.node().serves()
                        && each.node().host().hasAddress());
        boolean possible = members.stream().anyMatch(Member::isHealthy);
        if (served || !possible) {
            vacantSince = -1;
        } else if (vacantSince < 0) {
            vacantSince = world.now();
        } else if (world.now() - vacantSince > budget) {
            throw new Violation(
                    Violation.Check.HELD_IN_TIME,
                    "nobody serves the address for %.1f ms, and somebody could"
                            .formatted((world.now() - vacantSince) / 1e6));
        }
    }
}
