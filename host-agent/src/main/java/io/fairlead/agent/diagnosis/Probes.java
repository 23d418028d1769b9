package io.fairlead.agent.diagnosis;

import io.fairlead.core.diagnosis.Face;
import io.fairlead.core.diagnosis.NetworkFacts;
import io.fairlead.core.diagnosis.Place;
import io.fairlead.core.diagnosis.ProbeFacts;
import io.fairlead.core.model.Container;
import io.fairlead.core.model.Member;
import io.fairlead.core.model.Model;
import io.fairlead.core.model.PublishedPort;
import io.fairlead.core.model.Service;
import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.namespace.NetworkNamespace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/** Tries what should work: all at once, each on a thread that stays in the network where it began. */
final class Probes {
    private final Model model;
    private final NetworkFacts host;
    private final Map<String, NetworkFacts> members;
    private final boolean hairpin;
    private final Patience patience;
    private final Collection<String> unseen;
    private final List<FutureTask<?>> tasks = new ArrayList<>();
    private final Set<ProbeFacts.Answer> answers = new LinkedHashSet<>();
    private final List<ProbeFacts.Connection> connections = new ArrayList<>();
    private final Set<ProbeFacts.Heard> heard = new LinkedHashSet<>();

    Probes(
            Model model,
            NetworkFacts host,
            Map<String, NetworkFacts> members,
            boolean hairpin,
            Patience patience,
            Collection<String> unseen) {
        this.model = model;
        this.host = host;
        this.members = members;
        this.hairpin = hairpin;
        this.patience = patience;
        this.unseen = unseen;
    }

    /** Takes about the longest of {@link Patience}. */
    ProbeFacts run() {
        Set<AdvertEar> ears = new LinkedHashSet<>();
        for (Service service : model.services()) {
            service.segment().bridge().ifPresent(bridge -> wire(bridge, service.vip(), ears));
            connect(service);
        }
        model.lanSides().forEach(lan -> {
            if (lan.virtualRouterId().isPresent()) {
                ears.add(new AdvertEar(
                        lan.interfaceName(), lan.address().address().family()));
            }
            ask(lan.interfaceName(), lan.address().address());
        });
        ears.forEach(ear -> start(() -> ear.listen(patience.adverts()), heard));
        await();
        return new ProbeFacts(List.copyOf(answers), connections, List.copyOf(heard));
    }

    private void wire(String bridge, IpAddress vip, Set<AdvertEar> ears) {
        ears.add(new AdvertEar(bridge, vip.family()));
        ask(bridge, vip);
    }

    private void ask(String face, IpAddress address) {
        boolean there = host.faces().stream().map(Face::name).anyMatch(face::equals);
        if (there && address.family() == AddressFamily.IPV4) {
            start(() -> ArpProbe.ask(face, address, patience.answers()), answers);
        }
    }

    private void connect(Service service) {
        // Without hairpin only clients on the LAN are served.
        boolean held = hairpin
                && service.lan().isPresent()
                && host.faces().stream()
                        .flatMap(face -> face.addresses().stream())
                        .anyMatch(address -> address.prefix()
                                .address()
                                .equals(service.lan().get().address().address()));
        for (PublishedPort port : service.lan().map(lan -> lan.ports()).orElse(List.of())) {
            if (port.protocol() == PublishedPort.Protocol.TCP && !port.isEvery()) {
                IpAddress lanVip = service.lan().orElseThrow().address().address();
                start(
                        () -> List.of(
                                TcpProbe.connect(Place.HOST, service.vip(), port.vipPort(), patience.connection())),
                        connections);
                if (held) {
                    start(
                            () -> List.of(TcpProbe.connect(Place.HOST, lanVip, port.lanPort(), patience.connection())),
                            connections);
                }
                neighbour(service).ifPresent(place -> {
                    inside(place, service.vip(), port.vipPort());
                    if (held) {
                        inside(place, lanVip, port.lanPort());
                    }
                });
            }
        }
    }

    /** A member that runs and does not have the address: to its holder every connection succeeds. */
    private Optional<Place> neighbour(Service service) {
        return service.members().stream()
                .filter(member -> member.state() == Container.State.RUNNING)
                .map(Member::containerId)
                .flatMap(id -> Stream.ofNullable(members.get(id)))
                .filter(network -> network.faces().stream()
                        .flatMap(face -> face.addresses().stream())
                        .noneMatch(address -> address.prefix().address().equals(service.vip())))
                .map(NetworkFacts::place)
                .findFirst();
    }

    private void inside(Place place, IpAddress address, int port) {
        start(
                () -> {
                    try (NetworkNamespace namespace = NetworkNamespace.ofProcess(place.pid())) {
                        return List.of(
                                namespace.call(() -> TcpProbe.connect(place, address, port, patience.connection())));
                    }
                },
                connections);
    }

    private <T> void start(Callable<List<T>> job, Collection<T> into) {
        FutureTask<Void> task = new FutureTask<>(() -> {
            List<T> found = job.call();
            synchronized (this) {
                into.addAll(found);
            }
            return null;
        });
        tasks.add(task);
        Thread.ofPlatform().daemon().name("probe").start(task);
    }

    private void await() {
        for (FutureTask<?> task : tasks) {
            try {
                task.get();
            } catch (ExecutionException e) {
                unseen.add("a probe: " + e.getCause().getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
