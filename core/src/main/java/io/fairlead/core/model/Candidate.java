package io.fairlead.core.model;

/** A container whose labels are right by themselves. */
record Candidate(Container container, MemberLabels labels) {
    private static final String COMPOSE_PROJECT = "com.docker.compose.project";

    String name() {
        return container.name();
    }

    /** A container that has ended may be a forgotten one: it must not keep the others from working. */
    boolean hasEnded() {
        return hasEnded(container);
    }

    static boolean hasEnded(Container container) {
        return switch (container.state()) {
            case EXITED, DEAD, REMOVING -> true;
            case CREATED, RUNNING, PAUSED, RESTARTING -> false;
        };
    }

    /** What the service is called when no label says so. */
    String derivedServiceName() {
        return container.labels().getOrDefault(COMPOSE_PROJECT, labels.vip().toString());
    }
}
