package io.fairlead.core.diagnosis;

import io.fairlead.core.diagnosis.ProbeFacts.Answer;
import io.fairlead.core.model.Container;
import io.fairlead.core.model.Member;
import io.fairlead.core.model.Service;
import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.MacAddress;
import io.fairlead.core.vrrp.Vrrp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who has which address, and who should not. */
final class HolderRules {
    private final Facts facts;

    private HolderRules(Facts facts) {
        this.facts = facts;
    }

    static Stream<Finding> findings(Facts facts) {
        HolderRules rules = new HolderRules(facts);
        Stream<Finding> ofLan = facts.published().flatMap(each -> rules.lanElsewhere(each).stream());
        return Stream.concat(
                Stream.concat(facts.model().services().stream().flatMap(rules::of), ofLan),
                facts.isModelKnown() ? rules.left() : Stream.empty());
    }

    private Stream<Finding> of(Service service) {
        List<Finding> found = new ArrayList<>();
        onHost(service).ifPresent(found::add);
        Optional<Finding> stranger = stranger(service);
        stranger.ifPresent(found::add);
        holders(service, stranger.isPresent()).ifPresent(found::add);
        return found.stream();
    }

    /** The members that have the VIP. */
    static List<Member> holdersOf(Service service, Facts facts) {
        return service.members().stream()
                .filter(member -> Optional.ofNullable(facts.members().get(member.containerId()))
                        .flatMap(network -> network.faceWith(service.vip()))
                        .isPresent())
                .toList();
    }

    private Optional<Finding> holders(Service service, boolean strangerHasIt) {
        List<Member> holders = holdersOf(service, facts);
        List<Member> alive = service.members().stream()
                .filter(member -> member.state().isAlive())
                .toList();
        boolean allSeen = alive.stream().allMatch(member -> facts.members().containsKey(member.containerId()));
        if (holders.size() > 1) {
            return facts.agent().moving() ? Optional.empty() : Optional.of(several(service, holders));
        }
        if (holders.size() == 1) {
            return Optional.of(holders.getFirst())
                    .filter(member -> member.state() == Container.State.PAUSED)
                    .map(member -> frozen(service, member));
        }
        return strangerHasIt || !allSeen ? Optional.empty() : Optional.of(none(service, alive));
    }

    private Finding several(Service service, List<Member> holders) {
        Member rightful = holders.stream()
                .filter(member -> member.state() == Container.State.RUNNING)
                .filter(member -> facts.probes().heard().stream()
                        .anyMatch(heard -> heard.addresses().contains(service.vip())
                                && member.addresses().contains(heard.source())))
                .findFirst()
                .orElseGet(holders::getFirst);
        List<Step> mend = new ArrayList<>(holders.stream()
                .filter(member -> !member.equals(rightful))
                .map(member -> without(service, member))
                .toList());
        service.segment()
                .bridge()
                .ifPresent(bridge -> mend.add(new Step.RemoveNeighbour(Place.HOST, bridge, service.vip())));
        return new Finding(
                Pitfall.TWO_HOLDERS,
                Certainty.CERTAIN,
                List.of(service.vip()),
                "service " + service.name(),
                names(holders) + " have " + service.vip() + " at the same time",
                "Which of them answers ARP first is chance: some clients reach the one, some the other, and a frozen or"
                        + " dead one lets them hang.",
                mend);
    }

    private Finding frozen(Service service, Member member) {
        return new Finding(
                Pitfall.FROZEN_HOLDER,
                Certainty.CERTAIN,
                List.of(service.vip()),
                "service " + service.name(),
                member.name() + " is paused and has " + service.vip(),
                "Its kernel answers ARP and completes handshakes for a HAProxy that does not run: clients hang.",
                List.of(without(service, member)));
    }

    private Step without(Service service, Member member) {
        NetworkFacts network = facts.members().get(member.containerId());
        Face face = network.faceWith(service.vip()).orElseThrow();
        return new Step.RemoveAddress(
                network.place(),
                face.name(),
                face.find(service.vip()).orElseThrow().prefix());
    }

    private Finding none(Service service, List<Member> alive) {
        List<Step> mend = (alive.isEmpty() ? service.members() : alive)
                .stream()
                        .map(member -> (Step) new Step.Run(
                                Place.HOST,
                                alive.isEmpty()
                                        ? List.of("docker", "start", member.name())
                                        : List.of("docker", "logs", "--tail", "20", member.name())))
                        .toList();
        return new Finding(
                Pitfall.NO_HOLDER,
                alive.isEmpty() ? Certainty.CERTAIN : Certainty.LIKELY,
                List.of(service.vip()),
                "service " + service.name(),
                alive.isEmpty()
                        ? "none of its containers runs (" + names(service.members()) + ")"
                        : "none of " + names(alive) + " has " + service.vip(),
                "Nobody answers for the address. A sidecar takes it only while its HAProxy is well; its log says why not.",
                mend);
    }

    private Optional<Finding> onHost(Service service) {
        return facts.host()
                .faceWith(service.vip())
                .map(face -> new Finding(
                        Pitfall.VIP_ON_HOST,
                        Certainty.CERTAIN,
                        service.vip(),
                        "interface " + face.name() + " of this host",
                        "this host itself has " + service.vip(),
                        "What the host sends to the address never leaves it, and containers may be answered by the host.",
                        new Step.RemoveAddress(
                                Place.HOST,
                                face.name(),
                                face.find(service.vip()).orElseThrow().prefix())));
    }

    private Optional<Finding> stranger(Service service) {
        Set<MacAddress> members = service.members().stream()
                .flatMap(member -> Stream.ofNullable(facts.members().get(member.containerId())))
                .flatMap(network -> network.faces().stream())
                .flatMap(face -> face.mac().stream())
                .collect(Collectors.toSet());
        boolean allSeen = service.members().stream()
                .filter(member -> member.state().isAlive())
                .allMatch(member -> facts.members().containsKey(member.containerId()));
        return answers(service.vip())
                .filter(answer -> allSeen && !members.contains(answer.mac()))
                .findFirst()
                .map(answer -> stranger(service, answer));
    }

    private Finding stranger(Service service, Answer answer) {
        Optional<String> name = facts.observed().containers().stream()
                .filter(container -> container.attachments().stream()
                        .anyMatch(attachment -> attachment.mac().equals(Optional.of(answer.mac()))))
                .map(Container::name)
                .findFirst();
        return new Finding(
                Pitfall.STRANGER_HAS_VIP,
                Certainty.CERTAIN,
                service.vip(),
                "service " + service.name(),
                name.map(each -> "container " + each).orElse("somebody who is no container known to the engine") + " ("
                        + answer.mac() + " on " + answer.interfaceName() + ") answers ARP for " + service.vip(),
                "It takes the service's connections, and members that hear of it give the address up.",
                name.<Step>map(each -> new Step.Run(
                                Place.HOST,
                                List.of(
                                        "docker",
                                        "network",
                                        "disconnect",
                                        service.segment().network(),
                                        each)))
                        .orElseGet(() -> new Step.Run(
                                Place.HOST, List.of("bridge", "fdb", "show", "br", answer.interfaceName()))));
    }

    private Stream<Answer> answers(IpAddress address) {
        return facts.probes().answers().stream()
                .filter(answer -> answer.address().equals(address));
    }

    private Optional<Finding> lanElsewhere(Facts.Published published) {
        IpAddress address = published.address();
        List<String> macs = answers(address)
                .map(answer -> answer.mac().toString())
                .distinct()
                .sorted()
                .toList();
        boolean here = facts.host().faceWith(address).isPresent();
        if (!here && macs.isEmpty() && facts.agent().answers() && address.family() == AddressFamily.IPV4) {
            return Optional.of(lanNowhere(published));
        }
        if (macs.size() < (here ? 1 : 2)) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                Pitfall.LAN_VIP_ELSEWHERE,
                Certainty.CERTAIN,
                List.of(address),
                "service " + published.name() + ", interface " + published.lan().interfaceName(),
                String.join(" and ", macs)
                        + (here
                                ? " answers ARP for " + address + ", which this host holds"
                                : " both answer ARP for " + address),
                "Some clients on the LAN reach the other machine. It is another host's Fairlead that does not hear this"
                        + " one, a keepalived of before, or somebody's fixed address.",
                List.of(new Step.Advice(
                        "find the machine with this Ethernet address, and take " + address + " from it"))));
    }

    private Finding lanNowhere(Facts.Published published) {
        return new Finding(
                Pitfall.LAN_VIP_NOWHERE,
                Certainty.LIKELY,
                published.address(),
                "service " + published.name() + ", interface " + published.lan().interfaceName(),
                "this host does not have " + published.address() + ", and nobody on the LAN answers ARP for it",
                facts.agent().released()
                        ? "The agent was told to release it, and no other host has taken it over."
                        : "An agent holds the address only while every port of it is forwarded; its status says more.",
                new Step.Run(Place.HOST, List.of("fairlead", "status")));
    }

    /** What a router of a LAN VIP has on its interface: of IPv6 a link-local address too. */
    private static Stream<IpAddress> held(IpAddress lanVip) {
        return lanVip.family() == AddressFamily.IPV4 ? Stream.of(lanVip) : Stream.of(lanVip, Vrrp.linkLocalOf(lanVip));
    }

    /** Only while labels are in order: else it is not known what is wanted. */
    private Stream<Finding> left() {
        Set<IpAddress> wanted = Stream.concat(
                        facts.model().services().stream().map(Service::vip),
                        facts.published().map(Facts.Published::address).flatMap(HolderRules::held))
                .collect(Collectors.toSet());
        return facts.host().faces().stream()
                .flatMap(face -> face.addresses().stream()
                        .filter(address -> address.ours()
                                && !address.leased()
                                && !wanted.contains(address.prefix().address()))
                        .map(address -> new Finding(
                                Pitfall.ADDRESS_LEFT,
                                Certainty.CERTAIN,
                                address.prefix().address(),
                                "interface " + face.name() + " of this host",
                                address.prefix() + " was put there by Fairlead, and no service has it as its LAN VIP",
                                "This host answers for an address that is nobody's, or another host's by now.",
                                new Step.RemoveAddress(Place.HOST, face.name(), address.prefix()))));
    }

    private static String names(List<Member> members) {
        return members.stream().map(Member::name).sorted().collect(Collectors.joining(", "));
    }
}
