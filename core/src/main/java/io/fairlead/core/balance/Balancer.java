package io.fairlead.core.balance;

import io.fairlead.core.balance.Server.Condition;
import io.fairlead.core.ipvs.Destination;
import io.fairlead.core.model.Balancing.Outage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Decides the weights of a service's targets.
 *
 * <pre>
 *   works      its weight; less while it warms up after a failure, or when its check says so
 *   leaves     0: nothing new, its connections go on
 *   failed     out of the table, so that its connections end at once; or 0 with inhibit-on-failure
 *   quorum lost, and there is a sorry server: that one alone; whoever works keeps its connections with weight 0
 * </pre>
 *
 * @param sorry where the sorry server is
 */
public record Balancer(Outage outage, Optional<Destination.Key> sorry) {
    private static final int WHOLE = 100;

    /**
     * What follows.
     *
     * @param weights of those that shall be in the table
     * @param failed those that are not, because they failed
     */
    public record Step(BalanceState next, SortedMap<Destination.Key, Integer> weights, Set<Destination.Key> failed) {}

    /** Looks at all targets of a service; {@code servers} that are gone are not in the list. */
    public Step step(BalanceState state, List<Server> servers, long nowNanos) {
        boolean quorate = quorate(state.quorate(), servers);
        Map<Destination.Key, Long> back = warming(state, servers, nowNanos);
        boolean apology = !quorate && sorry.isPresent();
        SortedMap<Destination.Key, Integer> weights = new TreeMap<>();
        Set<Destination.Key> failed = new HashSet<>();
        for (Server server : servers) {
            switch (server.condition()) {
                case Condition.Works(int percent) ->
                    weights.put(server.key(), apology ? 0 : weight(server, percent, back, nowNanos));
                case Condition.Leaves() -> weights.put(server.key(), 0);
                case Condition.Failed() -> {
                    failed.add(server.key());
                    if (outage.inhibit()) {
                        weights.put(server.key(), 0);
                    }
                }
            }
        }
        if (apology) {
            weights.put(sorry.get(), 1);
        }
        return new Step(new BalanceState(quorate, failed, back), weights, failed);
    }

    private boolean quorate(boolean before, List<Server> servers) {
        long total =
                servers.stream().filter(Server::works).mapToLong(Server::weight).sum();
        return before
                ? total >= (long) outage.quorum() - outage.hysteresis()
                : total >= (long) outage.quorum() + outage.hysteresis();
    }

    /** A target that is seen for the first time has nothing to warm up from: that is the start, not a return. */
    private Map<Destination.Key, Long> warming(BalanceState state, List<Server> servers, long nowNanos) {
        Map<Destination.Key, Long> back = new HashMap<>();
        for (Server server : servers) {
            if (server.works()) {
                Long since = state.failed().contains(server.key())
                        ? Long.valueOf(nowNanos)
                        : state.backNanos().get(server.key());
                if (since != null && nowNanos - since < outage.warmUp().toNanos()) {
                    back.put(server.key(), since);
                }
            }
        }
        return back;
    }

    private int weight(Server server, int percent, Map<Destination.Key, Long> back, long nowNanos) {
        if (server.weight() == 0 || percent == 0) {
            return 0;
        }
        double share = (double) percent / WHOLE;
        Long since = back.get(server.key());
        if (since != null) {
            share *= (double) (nowNanos - since) / outage.warmUp().toNanos();
        }
        return Math.max(1, (int) Math.round(server.weight() * share));
    }
}
