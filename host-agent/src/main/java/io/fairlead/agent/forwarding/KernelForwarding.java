package io.fairlead.agent.forwarding;

import io.fairlead.agent.forwarding.ForwardingStatus.Mode;
import io.fairlead.core.ipvs.ServiceKey;
import io.fairlead.core.net.AddressFamily;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.ipvs.IpvsOpening;
import io.fairlead.linux.ipvs.SyncDaemon.Role;
import io.fairlead.linux.nft.Nft;
import io.fairlead.linux.nft.ToolFailed;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forwarding by the kernel of the network namespace in which it was opened.
 *
 * <pre>
 *              ip_vs?  ── yes ──► IpvsForwarding        one service per port; timeouts, sync daemons
 *  desired ──►         ── no  ──► NatRules (rewrite)    nftables, or legacy iptables
 *                         both ─► NatRules (hairpin)    source NAT for clients next to the containers; with ip_vs
 *                                                       also what keeps the engine from the LAN VIPs' ports
 *                         both ─► ForwardAcceptance     past Docker's FORWARD rules
 *                         both ─► KernelSettings        ip_forward, net.ipv4.vs.*
 * </pre>
 */
public final class KernelForwarding implements Forwarding {
    /** How it is told that neither nftables nor iptables takes our rules. */
    public static final String NO_RULES = "NAT rules cannot be written";

    private static final Logger LOG = LoggerFactory.getLogger(KernelForwarding.class);

    private final ForwardingSettings settings;
    private final Supplier<IpvsOpening> opener;
    private final Journal journal;
    private final NatChoice nat;
    private final ForwardAcceptance acceptance;
    private final KernelSettings kernelSettings;
    /** Families without services from which everything of ours is gone: nothing to look at. */
    private final Set<AddressFamily> idle = EnumSet.noneOf(AddressFamily.class);

    private Optional<IpvsOpening> opening = Optional.empty();
    private Optional<IpvsForwarding> balancer = Optional.empty();
    private Optional<Set<Role>> roles = Optional.empty();
    private final Map<AddressFamily, Done> done = new EnumMap<>(AddressFamily.class);
    private List<ForwardedService> latest = List.of();
    private ForwardingStatus status = ForwardingStatus.NOT_YET;

    private KernelForwarding(ForwardingSettings settings, Supplier<IpvsOpening> opener) {
        this.settings = settings;
        this.opener = opener;
        this.journal = Journal.open(StateFile.here(settings.stateFile()));
        this.nat = new NatChoice(journal);
        this.acceptance = new ForwardAcceptance(journal);
        this.kernelSettings = new KernelSettings(journal, settings.sysctls());
    }

    /** For the calling thread's network namespace; all later calls come from a thread in the same. Changes nothing yet. */
    public static KernelForwarding open(ForwardingSettings settings) {
        return new KernelForwarding(settings, IpvsOpening::open);
    }

    static KernelForwarding open(ForwardingSettings settings, Supplier<IpvsOpening> opener) {
        return new KernelForwarding(settings, opener);
    }

    @Override
    public ForwardingStatus apply(List<ForwardedService> desired) {
        Findings findings = new Findings();
        if (desired.equals(latest)) {
            // The same wish again means to look whether all of it is still there.
            done.clear();
        }
        latest = desired;
        try {
            status = attempt(distinct(desired, findings), findings);
        } catch (KernelException | ToolFailed e) {
            findings.problem(e.getMessage());
            done.clear();
            status = new ForwardingStatus(
                    status.mode(),
                    e.getMessage(),
                    nat.words(),
                    List.of(),
                    status.sysctls(),
                    Map.of(),
                    findings.problems(),
                    findings.warnings());
        }
        return status;
    }

    private ForwardingStatus attempt(List<ForwardedService> desired, Findings findings) {
        Set<AddressFamily> families = EnumSet.noneOf(AddressFamily.class);
        desired.forEach(service -> families.add(service.family()));
        Optional<IpvsForwarding> ipvs = ipvs(desired, findings);
        Map<String, String> sysctls = kernelSettings.apply(
                ipvs.isPresent() && !desired.isEmpty(),
                families.contains(AddressFamily.IPV4),
                families.contains(AddressFamily.IPV6),
                findings);
        boolean hopeless = ipvs.isEmpty() && settings.preference() == ForwardingSettings.Preference.IPVS;
        if (hopeless && !desired.isEmpty()) {
            findings.problem("nothing is forwarded: the configuration allows only IPVS, and " + reason("", desired));
        }
        // First what serves clients on the LAN; the tools for the rest take their time.
        Optional<List<ForwardedService>> balanced = ipvs.map(all -> all.apply(desired, findings));
        Rules rules = rules(
                hopeless ? List.of() : ipvs.isPresent() ? desired : possible(desired, findings),
                ipvs.isEmpty() && !hopeless,
                findings);
        journal.complaint().ifPresent(findings::warn);
        return new ForwardingStatus(
                ipvs.isPresent() ? Mode.IPVS : rules.mode(),
                reason(rules.failure(), desired),
                desired.isEmpty() ? "" : nat.words(),
                balanced.orElse(rules.inPlace()),
                sysctls,
                ipvs.map(IpvsForwarding::words).orElse(Map.of()),
                findings.problems(),
                findings.warnings());
    }

    /** Opens IPVS when it is first needed: for services, or to take away what an earlier life made. */
    private Optional<IpvsForwarding> ipvs(List<ForwardedService> desired, Findings findings) {
        boolean wanted = !desired.isEmpty() && settings.preference() != ForwardingSettings.Preference.NFTABLES;
        if (opening.isEmpty() && (wanted || journal.state().concernsIpvs())) {
            opening = Optional.of(opener.get());
        }
        return switch (opening.orElse(null)) {
            case null -> Optional.empty();
            case IpvsOpening.Available available -> {
                IpvsForwarding all =
                        balancer.orElseGet(() -> new IpvsForwarding(available.socket(), journal, settings, roles));
                balancer = Optional.of(all);
                if (settings.preference() == ForwardingSettings.Preference.NFTABLES) {
                    all.apply(List.of(), findings);
                    yield Optional.empty();
                }
                yield Optional.of(all);
            }
            case IpvsOpening.Absent _ -> Optional.empty();
        };
    }

    @Override
    public void share(Set<Role> now) {
        roles = Optional.of(now);
        try {
            balancer.ifPresent(all -> all.share(now));
        } catch (KernelException e) {
            // The next look says what is wrong, if it still is.
            LOG.debug("sync daemons: {}", e.getMessage());
        }
    }

    /**
     * Puts settings of the kernel back that were written, after nothing is forwarded any more.
     *
     * @return what became of each, in words
     */
    public List<String> putBack() {
        return kernelSettings.putBack();
    }

    /** What this host's kernel has of ours, by the agent's notes; in words, sorted. */
    public List<String> belongings() {
        ForwardingState state = journal.state();
        List<String> words = new ArrayList<>();
        state.owned().stream().sorted().forEach(key -> words.add("IPVS service " + key));
        state.daemons().stream().sorted().forEach(daemon -> words.add("IPVS sync daemon " + daemon));
        state.rules().keySet().stream().sorted().forEach(place -> words.add("rules: " + place));
        state.settings().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(each -> words.add("setting " + each.getKey() + " = "
                        + each.getValue().written() + ", was " + each.getValue().before()));
        return words;
    }

    /** How the rules did: which mode they make if there is no IPVS, and which services they forward by themselves. */
    private record Rules(Mode mode, List<ForwardedService> inPlace, String failure) {
        Rules and(Rules next) {
            List<ForwardedService> both = new ArrayList<>(inPlace);
            both.addAll(next.inPlace);
            return new Rules(
                    next.mode == Mode.NONE ? mode : next.mode, both, next.failure.isEmpty() ? failure : next.failure);
        }
    }

    /** What was done for a family, and for what need. */
    private record Done(RuleSet need, Rules rules, Findings findings) {}

    private Rules rules(List<ForwardedService> desired, boolean rewrite, Findings findings) {
        Rules all = new Rules(Mode.NONE, List.of(), "");
        for (AddressFamily family : AddressFamily.values()) {
            RuleSet wanted = RuleSet.of(family, rewrite, settings.hairpin(), desired);
            if (!wanted.services().isEmpty() || !idle.contains(family)) {
                Done known = done.get(family);
                if (known == null || !known.need().needsTheSameAs(wanted)) {
                    Findings own = new Findings();
                    known = new Done(wanted, rules(wanted, own), own);
                    done.put(family, known);
                }
                findings.add(known.findings());
                all = all.and(known.rules());
            }
        }
        return all;
    }

    private Rules rules(RuleSet wanted, Findings findings) {
        NatChoice.Choice choice = nat.apply(wanted);
        Optional<String> dropped = acceptance.apply(wanted);
        if (wanted.services().isEmpty()) {
            if (choice instanceof NatChoice.Choice.Rules && dropped.isEmpty()) {
                idle.add(wanted.family());
            }
            return new Rules(Mode.NONE, List.of(), "");
        }
        idle.remove(wanted.family());
        reportDropped(dropped, wanted, findings);
        return switch (choice) {
            case NatChoice.Choice.Rules(NatRules rules) -> {
                if (!wanted.rewrite()) {
                    yield new Rules(Mode.NONE, List.of(), "");
                }
                for (ForwardedService service : wanted.services()) {
                    Substitute.notes(service, rules.mode() == Mode.IPTABLES)
                            .forEach(note -> findings.warn(service.words() + " by rules: " + note));
                }
                yield new Rules(rules.mode(), dropped.isEmpty() ? wanted.services() : List.of(), "");
            }
            case NatChoice.Choice.None(String reason) -> {
                reportNoRules(reason, wanted.rewrite(), findings);
                yield new Rules(Mode.NONE, List.of(), reason);
            }
        };
    }

    private static void reportNoRules(String reason, boolean rewrite, Findings findings) {
        if (rewrite) {
            findings.problem(NO_RULES + ", and without ip_vs nothing else forwards: " + reason);
        } else {
            findings.warn(NO_RULES + ", so clients in the containers' own networks are not served; all others are,"
                    + " but for ports that the engine publishes too: " + reason);
        }
    }

    private static void reportDropped(Optional<String> dropped, RuleSet wanted, Findings findings) {
        dropped.ifPresent(reason -> {
            String sentence = "connections to LAN addresses cannot be accepted in the FORWARD chain: " + reason;
            if (wanted.rewrite()) {
                findings.problem(sentence);
            } else {
                findings.warn(sentence + "; only clients in other Docker networks need that");
            }
        });
        if (wanted.rewrite() && Nft.hasTable(wanted.family(), "docker-bridges")) {
            findings.warn("Docker's own nftables rules drop connections from the LAN to containers, and only Docker can"
                    + " let them pass: load ip_vs, or start dockerd with --bridge-accept-fwmark and mark them");
        }
    }

    /** Those that rules can forward; the others are named. */
    private static List<ForwardedService> possible(List<ForwardedService> desired, Findings findings) {
        desired.forEach(service -> Substitute.impossible(service)
                .ifPresent(why -> findings.problem(service.words() + " is not forwarded: " + why)));
        return desired.stream()
                .filter(service -> Substitute.impossible(service).isEmpty())
                .toList();
    }

    /** Why this mode; {@code failure} of the rules counts where they are what forwards. */
    private String reason(String failure, List<ForwardedService> desired) {
        if (desired.isEmpty()) {
            return "nothing to forward";
        }
        if (settings.preference() == ForwardingSettings.Preference.NFTABLES) {
            return failure.isEmpty()
                    ? "the configuration says nftables"
                    : "the configuration says nftables, but " + failure;
        }
        return switch (opening.orElseThrow()) {
            case IpvsOpening.Available available -> available.how();
            case IpvsOpening.Absent absent ->
                failure.isEmpty() ? absent.reason() : absent.reason() + "; and no NAT rules: " + failure;
        };
    }

    /** One service per LAN address and port; the rest is named. */
    private static List<ForwardedService> distinct(List<ForwardedService> desired, Findings findings) {
        Set<ServiceKey> seen = HashSet.newHashSet(desired.size());
        List<ForwardedService> distinct = new ArrayList<>(desired.size());
        for (ForwardedService service : desired) {
            if (seen.add(service.key())) {
                distinct.add(service);
            } else {
                findings.problem(service.words() + " is published twice; only the first one is forwarded");
            }
        }
        return distinct;
    }

    @Override
    public ForwardingStatus status() {
        return status;
    }

    @Override
    public void close() {
        if (opening.orElse(null) instanceof IpvsOpening.Available available) {
            available.socket().close();
        }
    }
}
