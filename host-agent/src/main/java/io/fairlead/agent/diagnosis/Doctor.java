package io.fairlead.agent.diagnosis;

import io.fairlead.agent.config.AgentConfig;
import io.fairlead.agent.docker.Engine;
import io.fairlead.agent.forwarding.ForwardingSettings.Preference;
import io.fairlead.agent.lan.HostInterfaces;
import io.fairlead.agent.lan.OwnedAddresses;
import io.fairlead.core.diagnosis.Facts;
import io.fairlead.core.diagnosis.NetworkFacts;
import io.fairlead.core.diagnosis.Place;
import io.fairlead.core.model.Member;
import io.fairlead.core.model.Model;
import io.fairlead.core.model.ModelBuilder;
import io.fairlead.core.model.Observed;
import io.fairlead.core.model.Service;
import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.text.Problem;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.namespace.NetworkNamespace;
import io.fairlead.linux.nft.ToolFailed;
import io.fairlead.linux.sysctl.Sysctl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Collects what is to be known of this host: the calling thread's network namespace is the host's. Nothing is changed; what
 * is tried are ARP questions, TCP connections that are closed at once, and listening.
 */
public final class Doctor {
    private static final Path OF_IPVS = Path.of("/proc/thread-self/net/ip_vs");

    private final AgentConfig config;
    private final EngineView engine;
    private final AgentView agent;
    private final Sysctl sysctl;
    private final Patience patience;
    private final Collection<String> unseen = Collections.synchronizedList(new ArrayList<>());

    private Doctor(AgentConfig config, EngineView engine, AgentView agent, Sysctl sysctl, Patience patience) {
        this.config = config;
        this.engine = engine;
        this.agent = agent;
        this.sysctl = sysctl;
        this.patience = patience;
    }

    /** The facts of this moment; takes as long as the most patient probe. */
    public static Facts examine(
            AgentConfig config, EngineView engine, AgentView agent, Sysctl sysctl, Patience patience) {
        return new Doctor(config, engine, agent, sysctl, patience).facts();
    }

    private Facts facts() {
        EngineView.Look look = engine.look();
        OwnedAddresses owned = OwnedAddresses.read(config.stateFolder().resolve("lan-addresses"));
        Engine.Listing listing = look.listing();
        Observed observed = new Observed(listing.containers(), listing.networks(), HostInterfaces.read(owned::isOurs));
        ModelBuilder.Result result = ModelBuilder.build(observed, config.lanDefaults(), config.services());
        Model model = result.model().orElse(Model.EMPTY);
        List<Problem> problems = Stream.concat(result.problems().stream(), model.warnings().stream())
                .toList();
        AgentView.Said said = agent.said();
        Set<IpAddress> vips = model.services().stream().map(Service::vip).collect(Collectors.toSet());
        PacketFilters filters = new PacketFilters(families(model));
        NetworkFacts host = new NetworkReader(Place.HOST, filters, sysctl, unseen).read(vips, owned::isOurs);
        Map<String, NetworkFacts> members = members(model, filters);
        return new Facts(
                Instant.now(),
                new Facts.Engine(look.trouble(), look.description().replaceFirst(".*, API ", "")),
                config.forwarding().hairpin() ? said.agent() : said.agent().withoutRules(),
                ipvs(said.mode()),
                observed,
                model,
                problems,
                host,
                members,
                new ProcessReader(
                                listing.containers(),
                                all(model),
                                address -> isNear(host, address),
                                ProcessReader.network("thread-self"),
                                names(model))
                        .read(),
                new Probes(model, host, members, config.forwarding().hairpin(), patience, unseen).run(),
                List.copyOf(unseen));
    }

    private static Set<AddressFamily> families(Model model) {
        Set<AddressFamily> families = EnumSet.of(AddressFamily.IPV4);
        all(model).forEach(address -> families.add(address.family()));
        return families;
    }

    /** Container VIPs and LAN VIPs. */
    private static Set<IpAddress> all(Model model) {
        return Stream.concat(
                        model.services().stream().map(Service::vip),
                        model.lanSides().map(lan -> lan.address().address()))
                .collect(Collectors.toSet());
    }

    private static boolean isNear(NetworkFacts host, IpAddress address) {
        return host.faces().stream()
                .flatMap(face -> face.addresses().stream())
                .map(each -> each.prefix())
                .anyMatch(prefix -> prefix.contains(address));
    }

    private static Map<Long, String> names(Model model) {
        Map<Long, String> names = new HashMap<>();
        model.services().stream()
                .flatMap(service -> service.members().stream())
                .filter(member -> member.pid() > 0)
                .forEach(member -> names.put(ProcessReader.network(Long.toString(member.pid())), member.name()));
        return names;
    }

    private Map<String, NetworkFacts> members(Model model, PacketFilters filters) {
        Map<String, NetworkFacts> members = new LinkedHashMap<>();
        for (Service service : model.services()) {
            for (Member member : service.members()) {
                if (member.state().isAlive() && member.pid() > 0) {
                    inside(member, service.vip(), filters, members);
                }
            }
        }
        return members;
    }

    private void inside(Member member, IpAddress vip, PacketFilters filters, Map<String, NetworkFacts> into) {
        Place place = new Place(member.name(), member.pid());
        try (NetworkNamespace namespace = NetworkNamespace.ofProcess(member.pid())) {
            into.put(
                    member.containerId(),
                    namespace.call(() -> new NetworkReader(place, filters, sysctl, unseen)
                            .read(Set.of(vip), (_, address) -> address.isOurs())));
        } catch (KernelException | ToolFailed e) {
            unseen.add("the network of " + place.words() + ": " + e.getMessage()
                    + " (entering it takes SYS_PTRACE and SYS_ADMIN)");
        } catch (Exception e) {
            unseen.add("the network of " + place.words() + ": " + e.getMessage());
        }
    }

    private Facts.Ipvs ipvs(String mode) {
        boolean present = Files.exists(OF_IPVS);
        Preference preference = config.forwarding().mode();
        boolean silent = mode.isEmpty() || mode.equals("none");
        boolean used = silent ? present && preference != Preference.NFTABLES : mode.equals("ipvs");
        return new Facts.Ipvs(present, preference == Preference.IPVS, used);
    }
}
