package io.fairlead.agent.member;

import io.fairlead.core.model.Member;
import io.fairlead.core.model.Model;
import io.fairlead.core.model.Service;
import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.rtnetlink.Link;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which ports of the members' bridges are strangers'. Only containers' ports count: behind any other may be another host. */
final class GuardedPorts {
    private GuardedPorts() {}

    /**
     * What is to be refused.
     *
     * @param ports index of the host's link → container id, of those members whose link is known
     * @param isWithoutPort a member that runs and whose link is not known: nobody on its network is refused anything
     */
    static GuardRules refused(
            Model model, Map<Integer, String> ports, List<Link> links, Predicate<Member> isWithoutPort) {
        Map<String, Integer> bridges = links.stream().collect(Collectors.toMap(Link::name, Link::index, (a, _) -> a));
        Set<Integer> outsiders = new HashSet<>();
        Map<IpAddress, Set<Integer>> claims = new HashMap<>();
        Set<Integer> unclear = model.services().stream()
                .filter(service -> service.members().stream().anyMatch(isWithoutPort))
                .flatMap(service -> bridge(service, bridges).stream())
                .collect(Collectors.toSet());
        for (Service service : model.services()) {
            Optional<Integer> bridge = bridge(service, bridges).filter(each -> !unclear.contains(each));
            Set<Integer> strangers = bridge.map(each -> containers(each, links)).orElse(Set.of());
            Set<Integer> others = new HashSet<>(strangers);
            others.removeIf(port -> isMember(service, ports.get(port)));
            claims.merge(service.vip(), others, (_, b) -> b);
            strangers.stream().filter(port -> !ports.containsKey(port)).forEach(outsiders::add);
        }
        return new GuardRules(outsiders, claims);
    }

    private static Optional<Integer> bridge(Service service, Map<String, Integer> bridges) {
        return service.segment().bridge().map(bridges::get);
    }

    private static Set<Integer> containers(int bridge, List<Link> links) {
        return links.stream()
                .filter(link -> link.master().orElse(0) == bridge && link.kind().equals("veth"))
                .filter(link -> link.peerNamespace().isPresent())
                .map(Link::index)
                .collect(Collectors.toSet());
    }

    private static boolean isMember(Service service, String container) {
        return service.members().stream()
                .anyMatch(member -> member.containerId().equals(container));
    }
}
