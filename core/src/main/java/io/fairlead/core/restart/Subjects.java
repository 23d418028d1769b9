package io.fairlead.core.restart;

import io.fairlead.core.director.DirectorView;
import io.fairlead.core.director.DirectorView.MemberView;
import io.fairlead.core.health.Verdict;
import io.fairlead.core.model.Container;
import io.fairlead.core.model.Container.Health;
import io.fairlead.core.model.Container.State;
import io.fairlead.core.model.Member;
import io.fairlead.core.model.Model;
import io.fairlead.core.model.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the containers that are restarted when they fail, and how they are; nobody else's is ever among them. */
public final class Subjects {
    /** Sidecars report several times a second. */
    private static final long SILENT_NANOS = Duration.ofSeconds(5).toNanos();

    private final Map<String, MemberView> sidecars = new HashMap<>();
    private final Map<String, Container> containers = new HashMap<>();
    private final List<Subject> found = new ArrayList<>();

    private Subjects(List<Container> listed, DirectorView director) {
        listed.forEach(container -> containers.put(container.id(), container));
        director.services().forEach(service -> service.members().forEach(member -> sidecars.put(member.id(), member)));
    }

    /** Members with the label, and those that use their network. */
    public static List<Subject> of(Model model, List<Container> listed, DirectorView director) {
        Subjects subjects = new Subjects(listed, director);
        for (Service service : model.services()) {
            service.members().stream().filter(Member::restart).forEach(member -> subjects.add(service, member));
        }
        return List.copyOf(subjects.found);
    }

    private void add(Service service, Member member) {
        Container owner = containers.get(member.containerId());
        if (owner == null) {
            return;
        }
        found.add(subject(owner, service, Optional.empty(), member(owner)));
        containers.values().stream()
                .filter(container ->
                        container.joins().filter(owner.id()::equals).isPresent())
                .forEach(container ->
                        found.add(subject(container, service, Optional.of(owner.name()), dependant(container, owner))));
    }

    private static Subject subject(Container container, Service service, Optional<String> owner, Condition condition) {
        return new Subject(
                container.id(),
                container.name(),
                service.name(),
                owner,
                container.upkeep().startedAt(),
                container.upkeep().engineRestarts(),
                condition);
    }

    private Condition member(Container container) {
        MemberView sidecar = sidecars.get(container.id());
        if (container.state() != State.RUNNING || sidecar == null || !sidecar.connected()) {
            return alone(container);
        }
        if (sidecar.frozen()) {
            return new Condition.LeftAlone("is frozen, and not by its own doing");
        }
        if (sidecar.silentNanos() > SILENT_NANOS) {
            return new Condition.Troubled("is on the channel and its sidecar says nothing");
        }
        return sidecar.health() == Verdict.UNHEALTHY
                ? new Condition.Troubled("is unhealthy: its sidecar says so of HAProxy")
                : alone(container);
    }

    private static Condition dependant(Container container, Container owner) {
        boolean ownerRuns = owner.state() == State.RUNNING;
        long own = container.upkeep().networkNamespace();
        long wanted = owner.upkeep().networkNamespace();
        if (!ownerRuns && container.state() != State.PAUSED) {
            return new Condition.LeftAlone("waits for " + owner.name() + ", whose network it uses");
        }
        if (container.state() == State.RUNNING && own != 0 && wanted != 0 && own != wanted) {
            return new Condition.Stale("is in the network of an earlier life of " + owner.name());
        }
        return alone(container);
    }

    private static Condition alone(Container container) {
        return switch (container.state()) {
            case RUNNING -> running(container.upkeep().health());
            case EXITED ->
                new Condition.Ended("ended with exit code " + container.upkeep().exitCode());
            case DEAD -> new Condition.Ended("is dead, says the engine");
            case PAUSED -> new Condition.LeftAlone("is paused: a person did that");
            case RESTARTING -> new Condition.LeftAlone("is being restarted by the engine's own policy");
            case CREATED -> new Condition.LeftAlone("was never started");
            case REMOVING -> new Condition.LeftAlone("is being removed");
        };
    }

    private static Condition running(Health health) {
        return switch (health) {
            case NONE -> new Condition.Well("runs");
            case HEALTHY -> new Condition.Well("runs and is healthy");
            case STARTING -> new Condition.Settling("runs, and its health check has not answered yet");
            case UNHEALTHY -> new Condition.Troubled("is unhealthy, says its health check");
        };
    }
}
