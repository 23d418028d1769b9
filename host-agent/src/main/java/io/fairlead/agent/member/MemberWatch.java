package io.fairlead.agent.member;

import io.fairlead.agent.failover.Members;
import io.fairlead.core.director.Decision;
import io.fairlead.core.director.DirectorEvent;
import io.fairlead.core.model.Member;
import io.fairlead.core.model.Model;
import io.fairlead.core.model.Service;
import io.fairlead.linux.cgroup.ContainerId;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.poll.Poller;
import io.fairlead.linux.process.Pidfd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds of each member what is needed to see it die or freeze and to act in its network namespace at once: pidfds, a
 * netlink socket inside the namespace, the freezer's state. The loop's thread; nothing in here waits for the engine.
 *
 * <pre>
 *  some task of the machine was killed ────┐
 *  pidfds of first processes and sidecars ─┤
 *  freezers (told, or looked at) ──────────┼─► DirectorEvent
 *  the host's links (rtnetlink) ───────────┘
 *  Fence, PointNeighbour ─► kept sockets, here and now
 *  Relay, EndRelay ───────► a thread of its own ─► fire
 * </pre>
 */
public final class MemberWatch implements Members, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MemberWatch.class);

    /** A dead container's namespace is kept so long for a fence; the engine frees its network meanwhile. */
    private static final long AFTER_DEATH_NANOS = Duration.ofSeconds(1).toNanos();

    /** How long a new link may be a member's that the engine has not told of yet. */
    private static final long GUARD_NANOS = Duration.ofMillis(500).toNanos();

    private final Poller poller;
    private final Consumer<DirectorEvent> events;
    private final BiPredicate<Long, String> isInContainer;
    private final HostSide host;
    private final Relays relays;
    private final Guard guard;
    private final ConcurrentLinkedQueue<Runnable> finished = new ConcurrentLinkedQueue<>();
    private final Map<String, WatchedMember> members = new LinkedHashMap<>();
    private final FreezerLooks looks = new FreezerLooks(members.values());
    private final Map<String, Long> lettingGoNanos = new HashMap<>();
    private final MemberPorts ports = new MemberPorts();
    private final Map<String, Pidfd> early = new HashMap<>();
    private final Map<String, String> told = new HashMap<>();
    private final HostNeighbours neighbours;
    private final HolderChange change;
    private final Kills kills;
    private Model model = Model.EMPTY;
    private long nextGuardLook = Long.MAX_VALUE;
    private boolean guarded;

    /**
     * Registers with {@code poller}; hands what it sees to {@code events}, from inside a poll, {@link #fire} or a call. Made by
     * a thread in the host's network namespace.
     */
    public MemberWatch(Poller poller, Consumer<DirectorEvent> events) {
        this(
                poller,
                events,
                (pid, id) -> ContainerId.ofProcess(pid).filter(id::equals).isPresent());
    }

    /** With another way to know whether a process is in a container. */
    public MemberWatch(Poller poller, Consumer<DirectorEvent> events, BiPredicate<Long, String> isInContainer) {
        this.poller = poller;
        this.events = events;
        this.isInContainer = isInContainer;
        this.relays = new Relays(job -> {
            finished.add(job);
            poller.wakeUp();
        });
        this.guard = new Guard();
        this.host = new HostSide(poller, new HostSide.Listener() {
            @Override
            public void linkChanged(int ifindex, boolean up) {
                linkOf(ifindex, up);
            }

            @Override
            public void linksMayDiffer() {
                // A container's link comes before the engine says whose it is.
                nextGuardLook = Math.min(nextGuardLook, System.nanoTime() + GUARD_NANOS);
            }
        });
        this.neighbours = new HostNeighbours(host);
        this.change = new HolderChange(this::watched, ports, neighbours, relays, events);
        this.kills = Kills.watch(
                poller,
                () -> members.values().stream()
                        .filter(each -> looks.isHolder(each.id()))
                        .toList()
                        .forEach(this::lookForEnds));
    }

    /** Watches exactly the members of this model, anew where a container has another first process. */
    @Override
    public void bring(Model now) {
        model = now;
        change.follow(now);
        Map<String, Member> wanted = now.services().stream()
                .flatMap(service -> service.members().stream())
                .filter(member -> member.pid() > 0 && member.state().isAlive())
                .collect(Collectors.toMap(Member::containerId, member -> member, (a, _) -> a, LinkedHashMap::new));
        for (WatchedMember watched : List.copyOf(members.values())) {
            Member still = wanted.get(watched.id());
            // The dead one is kept for its fence, whatever the engine's list says already.
            boolean stays = still == null ? watched.isDead() && isKnown(watched.id()) : still.pid() == watched.pid();
            if (!stays) {
                forget(watched);
            }
        }
        wanted.values().stream()
                .filter(member -> !members.containsKey(member.containerId()))
                .forEach(this::open);
        findPorts();
        refuseOthers();
        looks.targets(now.services().stream()
                .filter(Service::leadsToMembers)
                .flatMap(service -> service.members().stream().map(Member::containerId))
                .collect(Collectors.toSet()));
        looks.schedule(System.nanoTime());
    }

    /** Whether anybody but members is kept from claiming the addresses; off at first. {@code reason}: why not, in words. */
    public void guard(boolean wanted, String reason) {
        if (!wanted && (guarded || !guard.view().reason().equals(reason))) {
            guard.remove(reason);
        }
        guarded = wanted;
        refuseOthers();
    }

    /** The names of all containers by their ids, for what the guard has to say. */
    public void names(Map<String, String> names) {
        guard.names(names);
    }

    /** What the guard does. Any thread. */
    public GuardView guardView() {
        return guard.view();
    }

    private void refuseOthers() {
        if (guarded && !model.services().isEmpty()) {
            guard.bring(GuardedPorts.refused(model, ports.members(), host.links(), this::isWithoutPort));
        }
    }

    /** Whether it runs, and we do not know where: then nobody on its network can be told to be a stranger. */
    private boolean isWithoutPort(Member member) {
        WatchedMember watched = members.get(member.containerId());
        boolean dead = watched != null && watched.isDead();
        return member.state().isAlive() && !dead && !ports.members().containsValue(member.containerId());
    }

    private boolean isKnown(String id) {
        return lettingGoNanos.containsKey(id);
    }

    private void open(Member member) {
        String id = member.containerId();
        if (!isInContainer.test(member.pid(), id)) {
            tell(
                    id,
                    member.name(),
                    "process " + member.pid() + " is not one of that container here: pid: host is missing,"
                            + " or it has just ended");
            return;
        }
        try {
            WatchedMember watched = WatchedMember.open(member, poller, this::pass, () -> over(id));
            members.put(id, watched);
            tell(id, member.name(), watched.trouble());
            Pidfd sidecar = early.remove(id);
            if (sidecar != null) {
                watched.sidecarConnected(sidecar);
            }
            watched.lookAtFreezer();
        } catch (KernelException e) {
            LOG.debug("{}: {}", member.name(), e.getMessage());
        }
    }

    private void tell(String id, String name, String trouble) {
        String before = told.put(id, trouble);
        if (!trouble.isEmpty() && !trouble.equals(before)) {
            LOG.warn("{} cannot be watched in full, its failover is slower: {}", name, trouble);
        }
    }

    private void pass(DirectorEvent event) {
        if (event instanceof DirectorEvent.ContainerDied(String id)) {
            lettingGoNanos.put(id, System.nanoTime() + AFTER_DEATH_NANOS);
        }
        events.accept(event);
    }

    private void lookForEnds(WatchedMember watched) {
        if (watched.isFailing()) {
            // Its sidecar may still act, so it is not fenced yet.
            change.hold(watched.id());
        }
        watched.lookForEnds();
    }

    /** Its death was answered when it could do nothing any more; what the kernel was doing for it just then is over now. */
    private void over(String id) {
        for (Service service : model.services()) {
            boolean mine = service.members().stream()
                    .anyMatch(member -> member.containerId().equals(id));
            if (mine && network(id).filter(each -> each.has(service.vip())).isPresent()) {
                LOG.warn(
                        "{} came back to {} while it died",
                        service.vip(),
                        members.get(id).name());
                network(id).ifPresent(each -> each.fence(service.vip(), false));
            }
        }
    }

    private void forget(WatchedMember watched) {
        members.remove(watched.id());
        lettingGoNanos.remove(watched.id());
        ports.remove(watched.id());
        watched.close();
    }

    private void findPorts() {
        ports.clear();
        for (Service service : model.services()) {
            for (Member member : service.members()) {
                watched(member.containerId())
                        .flatMap(watched -> watched.portOf(service.vip()))
                        .ifPresent(port -> ports.add(member.containerId(), service.vip(), port));
            }
        }
        host.watch(ports.members().keySet());
    }

    private Optional<MemberNetwork> network(String member) {
        return watched(member).flatMap(WatchedMember::network);
    }

    private Optional<WatchedMember> watched(String member) {
        return Optional.ofNullable(members.get(member));
    }

    private void linkOf(int ifindex, boolean up) {
        WatchedMember watched = members.get(ports.members().getOrDefault(ifindex, ""));
        // The link of a dead one goes with it, which is told already.
        if (watched != null && !watched.isDead()) {
            LOG.info("{}: its link is {}", watched.name(), up ? "up" : "down");
            events.accept(new DirectorEvent.LinkChanged(watched.id(), up));
        }
    }

    /** A member's sidecar has connected; its death is watched from now on. Takes over {@code sidecar}. */
    @Override
    public void sidecarConnected(String member, Pidfd sidecar) {
        WatchedMember watched = members.get(member);
        if (watched != null) {
            watched.sidecarConnected(sidecar);
            return;
        }
        // The engine's list with this container's first process is still to come.
        Pidfd former = early.put(member, sidecar);
        if (former != null) {
            former.close();
        }
    }

    /** The channel of the member's sidecar has ended. */
    @Override
    public void channelEnded(String member) {
        watched(member).ifPresent(WatchedMember::lookForEnds);
    }

    /** The member's sidecar has spoken: a time to look which processes there are, if it holds an address. */
    @Override
    public void heard(String member) {
        if (looks.isHolder(member)) {
            watched(member).ifPresent(WatchedMember::watchProcesses);
        }
    }

    /** These hold an address, or are about to: their freezer is looked at often where the kernel does not tell. */
    @Override
    public void holders(Set<String> now) {
        looks.holders(now, System.nanoTime());
    }

    /** Whether heartbeats of the member are missing: then it is also looked at whether its processes are stopped. */
    @Override
    public void overdue(String member, boolean missing) {
        WatchedMember watched = members.get(member);
        if (watched != null && watched.isOverdue() != missing) {
            watched.overdue(missing);
            watched.lookAtFreezer();
            looks.schedule(System.nanoTime());
        }
    }

    /** When {@link #fire} is due next, on System.nanoTime, or Long.MAX_VALUE. */
    public long deadlineNanos() {
        long release = lettingGoNanos.values().stream()
                .mapToLong(Long::longValue)
                .min()
                .orElse(Long.MAX_VALUE);
        return Math.min(Math.min(release, nextGuardLook), Math.min(looks.deadlineNanos(), neighbours.deadlineNanos()));
    }

    /** What is due by now, and what was finished by other threads. */
    public void fire(long nowNanos) {
        for (Runnable job = finished.poll(); job != null; job = finished.poll()) {
            job.run();
        }
        looks.fire(nowNanos);
        neighbours.fire(nowNanos);
        if (nowNanos >= nextGuardLook) {
            nextGuardLook = Long.MAX_VALUE;
            findPorts();
            refuseOthers();
        }
        letGo(nowNanos);
    }

    private void letGo(long nowNanos) {
        List<String> due = new ArrayList<>();
        lettingGoNanos.forEach((id, at) -> {
            if (nowNanos >= at) {
                due.add(id);
            }
        });
        due.forEach(id -> Optional.ofNullable(members.get(id)).ifPresent(this::forget));
        lettingGoNanos.keySet().removeAll(due);
    }

    @Override
    public void fence(Decision.Fence fence) {
        change.fence(fence);
    }

    @Override
    public void awaitHolder(Decision.Promote promote) {
        change.awaitHolder(promote);
    }

    @Override
    public void pointNeighbour(Decision.PointNeighbour decision) {
        change.pointNeighbour(decision);
    }

    @Override
    public void relay(Decision.Relay relay) {
        change.relay(relay);
    }

    @Override
    public void endRelay(Decision.EndRelay end) {
        change.endRelay(end);
    }

    @Override
    public boolean isDead(String member) {
        return watched(member).filter(WatchedMember::isDead).isPresent();
    }

    /** Lets go of everything; namespaces stay as they are. */
    @Override
    public void close() {
        relays.close();
        guard.close();
        List.copyOf(members.values()).forEach(this::forget);
        early.values().forEach(Pidfd::close);
        early.clear();
        kills.close();
        neighbours.close();
        host.close();
    }
}
