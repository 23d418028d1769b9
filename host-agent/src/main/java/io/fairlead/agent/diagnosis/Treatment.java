package io.fairlead.agent.diagnosis;

import io.fairlead.core.diagnosis.Place;
import io.fairlead.core.diagnosis.Step;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.namespace.NetworkNamespace;
import io.fairlead.linux.process.Tool;
import io.fairlead.linux.rtnetlink.Link;
import io.fairlead.linux.rtnetlink.RouteSocket;
import io.fairlead.linux.sysctl.Sysctl;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Carries out steps: each does what its command says, in the calling thread's network or in a container's. */
public final class Treatment {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** As the agent: a container's own /proc/sys is read-only, and what is below net means the writer's namespace. */
    private static final List<Sysctl> PLACES =
            List.of(new Sysctl(), new Sysctl("/host/proc/sys"), new Sysctl("/proc/1/root/proc/sys"));

    private Treatment() {}

    /** Why it did not work; empty: done. */
    public static Optional<String> apply(Step step) {
        try {
            return switch (step) {
                case Step.SetSysctl(Place place, String name, String value) -> in(place, () -> set(name, value));
                case Step.RemoveAddress(Place place, String face, IpPrefix address) ->
                    in(place, () -> removeAddress(face, address));
                case Step.RemoveNeighbour(Place place, String face, IpAddress address) ->
                    in(place, () -> removeNeighbour(face, address));
                case Step.Run(Place place, List<String> argv) -> in(place, () -> run(argv));
                case Step.Advice _ -> Optional.of("only a person can do this");
            };
        } catch (Exception e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> in(Place place, Callable<Optional<String>> job) throws Exception {
        if (place.isHost()) {
            return job.call();
        }
        try (NetworkNamespace namespace = NetworkNamespace.ofProcess(place.pid())) {
            return namespace.call(job);
        }
    }

    private static Optional<String> set(String name, String value) {
        String trouble = "this kernel does not have it";
        for (Sysctl place : PLACES) {
            try {
                switch (place.set(name, value)) {
                    case CHANGED, ALREADY -> {
                        return Optional.empty();
                    }
                    case READ_ONLY -> trouble = "it cannot be written from here: run the command on the host";
                    case MISSING -> {}
                }
            } catch (KernelException e) {
                trouble = e.getMessage();
            }
        }
        return Optional.of(trouble);
    }

    private static Optional<String> removeAddress(String face, IpPrefix address) {
        try (RouteSocket routes = RouteSocket.open()) {
            return routes.linkByName(face)
                            .filter(link -> routes.removeAddress(link.index(), address))
                            .isPresent()
                    ? Optional.empty()
                    : Optional.of("it is not there any more");
        }
    }

    private static Optional<String> removeNeighbour(String face, IpAddress address) {
        try (RouteSocket routes = RouteSocket.open()) {
            Optional<Link> link = routes.linkByName(face);
            link.ifPresent(found -> routes.removeNeighbour(found.index(), address));
            return link.isPresent() ? Optional.empty() : Optional.of("there is no interface " + face);
        }
    }

    private static Optional<String> run(List<String> argv) {
        Tool.Ended ended = Tool.run(argv, LIMIT);
        if (ended.succeeded()) {
            return Optional.empty();
        }
        return Optional.of(
                ended.status() == Tool.Ended.NOT_THERE
                        ? argv.getFirst() + " is not there: run the command on the host"
                        : ended.complaint());
    }
}
