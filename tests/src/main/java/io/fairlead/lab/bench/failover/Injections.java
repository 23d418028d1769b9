package io.fairlead.lab.bench.failover;

import io.fairlead.lab.engine.Engine;
import io.fairlead.lab.fault.ContainerProcess;
import io.fairlead.lab.fault.ControlGroup;
import io.fairlead.lab.fault.Fault;
import io.fairlead.lab.fault.ServiceContainer;
import io.fairlead.lab.stack.Waiting;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.namespace.NetworkNamespace;
import io.fairlead.linux.process.Pidfd;
import io.fairlead.linux.process.Signal;
import io.fairlead.linux.rtnetlink.RouteSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** How each fault is done: through the engine's API, by signals, or through the freezer. */
public final class Injections {
    private static final Duration AGENT_GONE = Duration.ofSeconds(10);

    private Injections() {}

    /** What does {@code fault} to {@code holder} at once; all that takes time is done before. */
    public static Runnable prepare(BenchFault fault, Contender contender, ServiceContainer holder) {
        return switch (fault) {
            case KILL -> () -> Fault.KILL.inject(holder);
            case PAUSE -> () -> Fault.PAUSE.inject(holder);
            case UNPAUSE -> () -> Fault.UNPAUSE.inject(holder);
            case STOP -> () -> Fault.STOP.inject(holder);
            case HAPROXY_KILL -> signal(Signal.KILL, holder, ContainerProcess::isHaproxy);
            case HAPROXY_HUNG -> signal(Signal.STOP, holder, ContainerProcess::isHaproxy);
            case SIDECAR_KILL -> signal(Signal.KILL, holder, contender::moves);
            case FREEZER -> ControlGroup.ofProcess(holder.pid())::freeze;
            case AGENT_DEAD_KILL -> {
                ServiceContainer agent = agent(contender);
                Fault.KILL.inject(agent);
                Waiting.until("the agent dead", AGENT_GONE, () -> agent.pid() == 0, agent::status);
                yield () -> Fault.KILL.inject(holder);
            }
            case AGENT_RESTART -> {
                ServiceContainer agent = agent(contender);
                yield () -> {
                    Fault.KILL.inject(agent);
                    Fault.START.inject(agent);
                };
            }
            case WORKER_KILL -> {
                Set<Long> masters = pids(holder, ContainerProcess::isHaproxy);
                yield signal(Signal.KILL, holder, process -> process.isHaproxy() && masters.contains(process.parent()));
            }
            case SIDECAR_HUNG -> signal(Signal.STOP, holder, ContainerProcess::isSidecar);
            case LINK_DOWN -> link(contender.engine(), holder, "down");
            case NEW_CLIENTS -> throw new IllegalArgumentException("new clients are no fault");
        };
    }

    private static ServiceContainer agent(Contender contender) {
        return contender.agent().orElseThrow(() -> new IllegalStateException(contender.words() + " has no agent"));
    }

    /** All processes are held before the first signal, so that none is missed and no time passes between two. */
    private static Runnable signal(Signal signal, ServiceContainer container, Predicate<ContainerProcess> which) {
        List<ContainerProcess> all = container.processes();
        List<Pidfd> held = new ArrayList<>();
        all.stream().filter(which).forEach(process -> held.add(Pidfd.open(process.pid())));
        if (held.isEmpty()) {
            throw new IllegalStateException("nobody in " + container.name() + " to send SIG" + signal + " to: " + all);
        }
        return () -> held.forEach(process -> {
            process.send(signal);
            process.close();
        });
    }

    private static Set<Long> pids(ServiceContainer container, Predicate<ContainerProcess> which) {
        return container.processes().stream()
                .filter(which)
                .map(ContainerProcess::pid)
                .collect(Collectors.toSet());
    }

    /** What takes the host's end of the container's link {@code up} or {@code down}. */
    static Runnable link(Engine engine, ServiceContainer container, String state) {
        OptionalInt hostEnd;
        try (NetworkNamespace inside = NetworkNamespace.ofProcess(container.pid())) {
            hostEnd = inside.call(() -> {
                try (RouteSocket routes = RouteSocket.open()) {
                    return routes.linkByName("eth0").orElseThrow().peer();
                }
            });
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("no link of " + container.name(), e);
        }
        // A line of ip: "7: veth1a2b3c4@if6: <BROADCAST,…"
        String name = engine.onHost("ip", "-oneline", "link", "show")
                .text()
                .lines()
                .filter(line -> line.startsWith(hostEnd.orElseThrow() + ": "))
                .map(line -> line.substring(line.indexOf(' ') + 1, line.indexOf('@')))
                .findFirst()
                .orElseThrow();
        return () -> engine.onHost("ip", "link", "set", name, state).check();
    }

    /** Those that were ended meanwhile need nothing. */
    static void resumeHaproxy(ServiceContainer container) {
        for (ContainerProcess process : container.processes()) {
            if (process.isHaproxy()) {
                try (Pidfd held = Pidfd.open(process.pid())) {
                    held.send(Signal.CONT);
                } catch (KernelException e) {
                    // It ended by itself.
                }
            }
        }
    }

    static void thaw(ServiceContainer container) {
        ControlGroup.ofProcess(container.pid()).thaw();
    }
}
