package io.fairlead.agent;

import io.fairlead.agent.AgentAction.Level;
import io.fairlead.agent.forwarding.ForwardedService;
import io.fairlead.agent.forwarding.ForwardingStatus;
import io.fairlead.agent.lan.LanRouter;
import io.fairlead.core.channel.AgentMessage.Handicapped;
import io.fairlead.core.check.CheckTarget;
import io.fairlead.core.model.ConfiguredService;
import io.fairlead.core.model.LanDefaults;
import io.fairlead.core.model.Model;
import io.fairlead.core.model.ModelBuilder;
import io.fairlead.core.text.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The agent's decisions as a pure function.
 *
 * <p>The order is always: forward first, hold the LAN address when every port of it is forwarded. What is in the kernel
 * from an earlier life stays untouched until the first answer of forwarding, and is adopted then (P31).
 *
 * @param configured the services that fairlead.conf defines
 */
public record Agent(LanDefaults defaults, List<ConfiguredService> configured) {
    public Agent {
        configured = List.copyOf(configured);
    }

    /** One whose file defines no services. */
    public Agent(LanDefaults defaults) {
        this(defaults, List.of());
    }

    /** The next state and the ordered actions; {@code nowNanos} is of a clock that never goes back. */
    public AgentTransition step(AgentState state, AgentEvent event, long nowNanos) {
        return switch (event) {
            case AgentEvent.EngineSeen seen -> engineSeen(state, seen, nowNanos);
            case AgentEvent.EngineLost lost -> engineLost(state, lost);
            case AgentEvent.ContainerStopped _ -> new AgentTransition(state, List.of());
            case AgentEvent.ForwardingApplied applied -> forwardingApplied(state, applied);
            case AgentEvent.CheckDue _ -> {
                AgentState next = state.planned(nowNanos);
                yield new AgentTransition(next, List.of(new AgentAction.ApplyForwarding(desired(next))));
            }
            case AgentEvent.HealthSeen seen -> replanned(state, state.withHealth(seen.health()), nowNanos);
            case AgentEvent.MembersSeen seen -> replanned(state, state.withFitness(seen.fitness()), nowNanos);
            case AgentEvent.ReleaseAsked _ -> released(state);
        };
    }

    private static AgentTransition replanned(AgentState before, AgentState after, long nowNanos) {
        AgentState next = after.planned(nowNanos);
        List<AgentAction> actions = new ArrayList<>();
        if (!desired(next).equals(desired(before))) {
            actions.add(new AgentAction.ApplyForwarding(desired(next)));
        }
        tellHandicaps(before, next, actions);
        return new AgentTransition(next, actions);
    }

    private static void tellHandicaps(AgentState before, AgentState next, List<AgentAction> actions) {
        if (!handicaps(next).equals(handicaps(before))) {
            actions.add(new AgentAction.TellHandicaps(handicaps(next)));
        }
    }

    private AgentTransition engineSeen(AgentState state, AgentEvent.EngineSeen seen, long nowNanos) {
        List<AgentAction> actions = new ArrayList<>();
        boolean back = state.engineLost().isPresent();
        if (back) {
            actions.add(new AgentAction.Say(Level.INFO, "connected to " + seen.engine()));
        }
        AgentState connected = state.withEngine(seen.engine(), Optional.empty());
        ModelBuilder.Result result = ModelBuilder.build(seen.observed(), defaults, configured);
        if (result.model().isEmpty()) {
            newOnes(state.problems(), result.problems())
                    .forEach(line ->
                            actions.add(new AgentAction.Say(Level.WARNING, line + " (the last good state is kept)")));
            return new AgentTransition(connected.withModel(state.model(), result.problems()), actions);
        }
        AgentTransition transition = newModel(connected, result.model().get(), actions, nowNanos);
        AgentAction again = new AgentAction.ApplyForwarding(desired(transition.state()));
        if (back && !actions.contains(again)) {
            // An engine that starts puts its rules before all others.
            actions.add(again);
        }
        return new AgentTransition(transition.state(), actions);
    }

    private static AgentTransition newModel(AgentState state, Model model, List<AgentAction> actions, long nowNanos) {
        if (!state.problems().isEmpty()) {
            actions.add(new AgentAction.Say(Level.INFO, "all labels are right again"));
        }
        newOnes(state.model().warnings(), model.warnings())
                .forEach(line -> actions.add(new AgentAction.Say(Level.WARNING, line)));
        Differences.between(state.model(), model).forEach(line -> actions.add(new AgentAction.Say(Level.INFO, line)));
        AgentState next = state.withModel(model, List.of()).planned(nowNanos);
        if (!desired(next).equals(desired(state)) || next.forwarding().equals(ForwardingStatus.NOT_YET)) {
            actions.add(new AgentAction.ApplyForwarding(desired(next)));
        }
        List<CheckTarget> checked = checked(next);
        if (!checked.equals(checked(state))) {
            actions.add(new AgentAction.RunChecks(checked));
        }
        tellHandicaps(state, next, actions);
        // What has left the model is given up at once; what is new waits until it is forwarded.
        Set<LanRouter> kept = new HashSet<>(state.routers());
        kept.retainAll(Planner.routers(model));
        return withRouters(next, kept, actions);
    }

    private static AgentTransition engineLost(AgentState state, AgentEvent.EngineLost lost) {
        Instant since = state.engineLost().map(AgentState.EngineLoss::since).orElse(lost.at());
        AgentState next =
                state.withEngine(state.engine(), Optional.of(new AgentState.EngineLoss(lost.reason(), since)));
        List<AgentAction> actions = state.engineLost().isPresent()
                ? List.of()
                : List.of(new AgentAction.Say(
                        Level.WARNING,
                        "the Docker Engine does not answer (" + lost.reason() + "): the last known containers stand"));
        return new AgentTransition(next, actions);
    }

    private static AgentTransition forwardingApplied(AgentState state, AgentEvent.ForwardingApplied applied) {
        AgentState next = state.withForwarding(applied.status());
        List<AgentAction> actions = new ArrayList<>(changes(state.forwarding(), applied.status()));
        if (!applied.desired().equals(desired(state))) {
            // The answer to an older question: the newer one is under way.
            return new AgentTransition(next, actions);
        }
        Set<LanRouter> holdable = state.released()
                ? Set.of()
                : state.plan().holdable(state.model(), applied.status().inPlace());
        for (LanRouter router : state.routers()) {
            if (!holdable.contains(router)) {
                actions.add(new AgentAction.Say(
                        Level.WARNING, router.address().address() + " is given up: it is no longer forwarded"));
            }
        }
        if (state.forwarding().equals(ForwardingStatus.NOT_YET)) {
            // The first answer also decides on what an earlier life left behind: adopted, or given up.
            actions.add(new AgentAction.RunRouters(holdable));
            return new AgentTransition(next.withRouters(holdable), actions);
        }
        return withRouters(next, holdable, actions);
    }

    private static List<AgentAction> changes(ForwardingStatus before, ForwardingStatus now) {
        List<AgentAction> actions = new ArrayList<>();
        if (before.mode() != now.mode()) {
            actions.add(new AgentAction.Say(Level.INFO, "forwarding: " + now.mode() + ", " + now.reason()));
        }
        Stream.concat(now.problems().stream(), now.warnings().stream())
                .filter(line ->
                        !before.problems().contains(line) && !before.warnings().contains(line))
                .forEach(line -> actions.add(new AgentAction.Say(Level.WARNING, "forwarding: " + line)));
        return actions;
    }

    private static AgentTransition released(AgentState state) {
        AgentState next = state.asReleased();
        List<AgentAction> actions = new ArrayList<>(List.of(
                new AgentAction.Say(Level.INFO, "released: LAN addresses and forwarding are given up"),
                new AgentAction.RunRouters(Set.of()),
                new AgentAction.RunChecks(List.of()),
                new AgentAction.ApplyForwarding(List.of())));
        tellHandicaps(state, next, actions);
        return new AgentTransition(next, actions);
    }

    private static AgentTransition withRouters(AgentState state, Set<LanRouter> routers, List<AgentAction> actions) {
        if (!routers.equals(state.routers())) {
            actions.add(new AgentAction.RunRouters(routers));
        }
        return new AgentTransition(state.withRouters(routers), actions);
    }

    private static List<ForwardedService> desired(AgentState state) {
        return state.plan().forwarded();
    }

    private static List<CheckTarget> checked(AgentState state) {
        return state.released() ? List.of() : Planner.checked(state.model());
    }

    private static Map<String, Handicapped> handicaps(AgentState state) {
        return state.released() ? Map.of() : MemberRights.handicaps(state.model(), state.health());
    }

    private static List<String> newOnes(List<Problem> before, List<Problem> now) {
        return now.stream()
                .filter(problem -> !before.contains(problem))
                .map(Problem::line)
                .toList();
    }
}
