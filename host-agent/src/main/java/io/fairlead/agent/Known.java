package io.fairlead.agent;

import io.fairlead.core.balance.Server;
import io.fairlead.core.director.Fitness;
import io.fairlead.core.health.RealServer;
import io.fairlead.core.health.ServerHealth;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of targets.
 *
 * @param health of those that are checked
 * @param fitness of members, by container
 */
public record Known(Map<RealServer, ServerHealth> health, Map<String, Fitness> fitness) {
    /** Nothing yet. */
    public static final Known NOTHING = new Known(Map.of(), Map.of());

    private static final Server.Condition.Works WORKS = new Server.Condition.Works(100);

    public Known {
        health = Map.copyOf(health);
        fitness = Map.copyOf(fitness);
    }

    Server.Condition of(RealServer server, Optional<Fitness> member) {
        Server.Condition own = switch (member.orElse(Fitness.SERVES)) {
            case SERVES -> WORKS;
            case LEAVES -> new Server.Condition.Leaves();
            case FAILED, GONE -> new Server.Condition.Failed();
        };
        ServerHealth checked = health.get(server);
        // One that leaves does not listen any more, and its check fails for that.
        if (checked == null || !(own instanceof Server.Condition.Works)) {
            return own;
        }
        return checked.isUsable() ? new Server.Condition.Works(checked.weightPercent()) : new Server.Condition.Failed();
    }

    /** The names of the services of whose targets the checks say something else than then. */
    Set<String> newsSince(Known then) {
        Set<String> names = new HashSet<>();
        int met = 0;
        for (Map.Entry<RealServer, ServerHealth> entry : health.entrySet()) {
            ServerHealth old = then.health.get(entry.getKey());
            met += old == null ? 0 : 1;
            if (!entry.getValue().equals(old)) {
                names.add(entry.getKey().service());
            }
        }
        if (met < then.health.size()) {
            then.health.keySet().stream()
                    .filter(server -> !health.containsKey(server))
                    .forEach(server -> names.add(server.service()));
        }
        return names;
    }
}
