package io.fairlead.core.model;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.text.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether a container VIP can live where its members are, and whether the engine keeps it free (P07). */
final class VipChecks {
    private final Observed observed;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    VipChecks(Observed observed) {
        this.observed = observed;
    }

    List<Problem> problems() {
        return problems;
    }

    List<Problem> warnings() {
        return warnings;
    }

    /** The network that holds the group's VIP, if all is well. */
    Optional<Network> networkOf(Grouping.Group group) {
        List<Network> found = new ArrayList<>();
        for (Candidate member : group.members()) {
            Optional<Network> network = networksOf(member)
                    .filter(n -> n.poolOf(member.labels().vip()).isPresent())
                    .findFirst();
            network.ifPresentOrElse(found::add, () -> outside(member));
        }
        List<String> names = found.stream().map(Network::name).distinct().toList();
        if (names.size() > 1) {
            problems.add(new Problem(
                    where(group),
                    "the members are on different networks (" + String.join(", ", names) + ")",
                    "attach all of them to the same one"));
        }
        found.stream().findFirst().ifPresent(network -> check(group, network));
        return found.stream().findFirst();
    }

    private Stream<Network> networksOf(Candidate member) {
        return member.container().attachments().stream()
                .flatMap(attachment -> observed.networks().stream().filter(attachment::isOn));
    }

    private void outside(Candidate member) {
        String subnets = networksOf(member).map(VipChecks::describe).collect(Collectors.joining(", "));
        Problem problem = new Problem(
                "container " + member.name() + ", label " + Label.VIP.key(),
                member.labels().vip() + " is outside every subnet of its networks ("
                        + (subnets.isEmpty() ? "it has none" : subnets) + ")",
                "choose an address within one of them");
        (member.hasEnded() ? warnings : problems).add(problem);
    }

    private static String describe(Network network) {
        String subnets =
                network.pools().stream().map(pool -> pool.subnet().toString()).collect(Collectors.joining(" "));
        return network.name() + " " + (subnets.isEmpty() ? "without subnet" : subnets);
    }

    private void check(Grouping.Group group, Network network) {
        IpAddress vip = group.labels().vip();
        Network.Pool pool = network.poolOf(vip).orElseThrow();
        if (pool.gateway().filter(vip::equals).isPresent()) {
            problems.add(new Problem(
                    where(group), vip + " is the gateway of network " + network.name(), "choose another address"));
        }
        holder(network, vip)
                .ifPresent(name -> problems.add(new Problem(
                        where(group),
                        vip + " is occupied: it is container " + name + "'s own address on network " + network.name(),
                        "give that container another address, and reserve the VIP by aux_addresses",
                        "P07")));
        if (pool.mayHandOut(vip)) {
            warnings.add(new Problem(
                    where(group),
                    "the engine may give " + vip + " to any container that joins network " + network.name(),
                    "reserve it by aux_addresses, or leave it out of ip_range",
                    "P07"));
        }
    }

    private Optional<String> holder(Network network, IpAddress vip) {
        Optional<String> endpoint = network.endpoints().entrySet().stream()
                .filter(entry -> entry.getValue().contains(vip))
                .map(entry -> entry.getKey())
                .findFirst();
        return endpoint.or(() -> observed.containers().stream()
                .filter(container -> container.attachments().stream()
                        .anyMatch(a -> a.isOn(network)
                                && (a.reserved().contains(vip) || a.addresses().contains(vip))))
                .map(Container::name)
                .findFirst());
    }

    private static String where(Grouping.Group group) {
        return "service " + group.name() + " ("
                + group.members().stream().map(Candidate::name).sorted().collect(Collectors.joining(", ")) + "), label "
                + Label.VIP.key();
    }
}
