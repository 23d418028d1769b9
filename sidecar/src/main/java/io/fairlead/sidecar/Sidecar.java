package io.fairlead.sidecar;

import io.fairlead.core.health.RiseAndFall;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.text.Problem;
import io.fairlead.core.vrrp.VirtualRouterConfig;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.poll.Poller;
import io.fairlead.linux.process.BlockedSignals;
import io.fairlead.linux.process.RealTime;
import io.fairlead.linux.process.Signal;
import io.fairlead.linux.process.Signals;
import io.fairlead.linux.vrrp.AddressListener;
import io.fairlead.linux.vrrp.Leftovers;
import io.fairlead.linux.vrrp.RouterDriver;
import io.fairlead.linux.vrrp.VrrpRouterDriver;
import io.fairlead.sidecar.config.Config;
import io.fairlead.sidecar.config.HaproxySettings.Mode;
import io.fairlead.sidecar.config.HealthSettings;
import io.fairlead.sidecar.config.ProcessSettings;
import io.fairlead.sidecar.config.Settings;
import io.fairlead.sidecar.haproxy.HaproxyCommand;
import io.fairlead.sidecar.haproxy.HaproxyHealth;
import io.fairlead.sidecar.haproxy.HaproxyProcess;
import io.fairlead.sidecar.haproxy.HealthWatch;
import io.fairlead.sidecar.haproxy.Round;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Function;

/** Puts the parts together, after everything that can be wrong has been asked for. */
final class Sidecar {
    /** Of this network namespace. */
    private static final Path LISTENERS = Path.of("/proc/thread-self/net");

    private static final Set<Signal> SIGNALS = Set.of(Signal.TERM, Signal.INT, Signal.USR1, Signal.HUP, Signal.USR2);

    private final Config config;
    private final Map<String, String> environment;
    private final Log log;
    private final List<Problem> problems = new ArrayList<>();
    private final Bulletin bulletin = new Bulletin();

    Sidecar(Config config, Map<String, String> environment, Log log) {
        this.config = config;
        this.environment = environment;
        this.log = log;
    }

    /** Runs until the service is told to end; returns the exit status. */
    int run() {
        try {
            Optional<Problem> missing = Capabilities.missing(Path.of("/proc/self/status"));
            if (missing.isPresent()) {
                problems.add(missing.get());
            }
        } catch (IOException e) {
            problems.add(new Problem("/proc", "cannot be read: " + e.getMessage(), "mount it"));
        }
        return serve(found -> Placements.find(config.router(), found));
    }

    /**
     * As {@link #run}, after the question of what the kernel permits.
     *
     * @param placing says where the routers belong, or what is wrong; on a thread of its own, while HAProxy is being started
     */
    int serve(Function<List<Problem>, List<Placement>> placing) {
        List<Problem> misplaced = new ArrayList<>();
        FutureTask<List<Placement>> placed = new FutureTask<>(() -> placing.apply(misplaced));
        Thread.ofPlatform().name("placing").start(placed);
        Optional<Path> runDirectory = RunDirectory.make(config.process().runDirectory(), problems);
        Optional<HaproxyCommand> haproxy =
                runDirectory.isPresent() && config.haproxy().mode() == Mode.SUPERVISE
                        ? HaproxyCommand.prepare(config.haproxy(), runDirectory.get(), environment, problems)
                        : Optional.empty();
        if (!problems.isEmpty()) {
            await(placed);
            problems.addAll(misplaced);
            return refuse();
        }
        if (config.process().nonlocalBind()) {
            NonlocalBind.enable(Path.of("/proc/sys/net"), log);
        }
        try (Poller poller = Poller.open()) {
            EventQueue queue = new EventQueue(poller);
            Optional<HaproxyProcess> process = haproxy.map(command ->
                    new HaproxyProcess(command, environment, poller, event -> queue.put(new LoopEvent.Haproxy(event))));
            if (config.process().realTime() == ProcessSettings.RealTime.ON && !isRealTime()) {
                return refuse();
            }
            Service service = service(haproxy, process, poller);
            service.start(System.nanoTime());
            List<Placement> placements = await(placed);
            if (!misplaced.isEmpty()) {
                problems.addAll(misplaced);
                process.ifPresent(HaproxyProcess::kill);
                return refuse();
            }
            takeSignals(queue, poller);
            AgentLink link = new AgentLink(config.process().agentSocket(), poller, log);
            Routers routers =
                    new Routers(placements, placement -> open(placement, link), new OrdersFirst(poller, link), log);
            try {
                routers.open(System.nanoTime());
            } catch (IllegalArgumentException | KernelException e) {
                problems.add(new Problem(Settings.VIP.variable(), e.getMessage(), "correct that and start again"));
                process.ifPresent(HaproxyProcess::kill);
                return refuse();
            }
            placements.forEach(this::introduce);
            HealthFile file = new HealthFile(runDirectory.orElseThrow(), bulletin, log);
            new LateStart(config, bulletin, file, log).begin();
            new Loop(
                            poller,
                            queue,
                            routers,
                            service,
                            bulletin,
                            link,
                            config.haproxy().stopTimeout(),
                            log)
                    .run();
            file.remove();
        }
        return Main.OK;
    }

    private static List<Placement> await(FutureTask<List<Placement>> placed) {
        try {
            return placed.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted at the start", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private RouterDriver open(Placement placement, AgentLink link) {
        Notices notices = new Notices(placement, log);
        return VrrpRouterDriver.open(
                placement.config(), placement.interfaceName(), Leftovers.REMOVE, notices::tell, new AddressListener() {
                    @Override
                    public void mayBeGone() {
                        link.drain(System.nanoTime());
                    }

                    @Override
                    public void removed() {
                        link.reportInBetween(System.nanoTime());
                    }
                });
    }

    private int refuse() {
        for (Problem problem : problems) {
            log.error(problem.line());
        }
        return Main.USAGE;
    }

    private Service service(Optional<HaproxyCommand> haproxy, Optional<HaproxyProcess> process, Poller poller) {
        HealthSettings health = config.health();
        RiseAndFall thresholds = new RiseAndFall(health.rise(), health.fall());
        Set<IpAddress> virtual = new HashSet<>();
        for (VirtualRouterConfig router : config.router().virtualRouters()) {
            virtual.addAll(router.plainAddresses());
        }
        Optional<Path> socket =
                haproxy.map(HaproxyCommand::socket).or(() -> config.haproxy().socket());
        Set<Integer> ours = config.http().map(listen -> Set.of(listen.port())).orElse(Set.of());
        Function<Consumer<Round>, HealthWatch> watch =
                rounds -> new HealthWatch(health, LISTENERS, socket, virtual, ours, poller, rounds);
        return switch (config.haproxy().mode()) {
            case SUPERVISE ->
                new SupervisedHaproxy(
                        config.haproxy(), process.orElseThrow(), watch, HaproxyHealth.supervised(thresholds), log);
            case ATTACHED ->
                new AttachedHaproxy(Optional.of(watch), HaproxyHealth.attached(socket.isPresent(), thresholds), log);
            case NONE -> new AttachedHaproxy(Optional.empty(), HaproxyHealth.none(), log);
        };
    }

    private boolean isRealTime() {
        RealTime.Outcome outcome = RealTime.request(LateStart.REAL_TIME_PRIORITY);
        if (!outcome.scheduled()) {
            problems.add(new Problem(
                    Settings.REAL_TIME.variable(),
                    outcome.words().getFirst(),
                    "give this service ulimits: {rtprio: 20}, or set it to auto"));
        }
        return outcome.scheduled();
    }

    /** What our launcher has blocked waits until the loop looks. */
    private void takeSignals(EventQueue queue, Poller poller) {
        Optional<BlockedSignals> blocked = BlockedSignals.open(SIGNALS);
        if (blocked.isPresent()) {
            poller.add(blocked.get().fd(), () -> {
                for (Optional<Signal> signal = blocked.get().next();
                        signal.isPresent();
                        signal = blocked.get().next()) {
                    queue.put(new LoopEvent.Signalled(signal.get()));
                }
            });
        } else {
            // On a thread of its own, since the JVM takes its time over it.
            Thread.ofPlatform().name("signals").start(() -> deliverSignals(queue));
        }
    }

    private void deliverSignals(EventQueue queue) {
        Map<Signal, String> refused = Signals.deliver(SIGNALS, signal -> queue.put(new LoopEvent.Signalled(signal)));
        refused.forEach((signal, why) -> log.debug("SIG" + signal + " has no effect: " + why));
    }

    private void introduce(Placement placement) {
        VirtualRouterConfig router = placement.config();
        log.info("fairlead-sidecar " + Version.TEXT + ": " + addresses(router) + " on "
                + placement.interfaceName() + ", VRID " + router.virtualRouterId() + ", VRRP version "
                + router.version().number() + ", priority " + router.priority() + ", an advertisement every "
                + router.advertisementIntervalCentis() * 10 + " ms");
    }

    private static String addresses(VirtualRouterConfig router) {
        StringBuilder text = new StringBuilder();
        for (IpAddress address : router.plainAddresses()) {
            text.append(text.isEmpty() ? "" : ", ").append(address);
        }
        return text.toString();
    }
}
