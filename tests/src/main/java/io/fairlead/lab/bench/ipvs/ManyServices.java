package io.fairlead.lab.bench.ipvs;

import io.fairlead.core.health.RealServer;
import io.fairlead.core.health.ServerHealth;
import io.fairlead.core.health.Verdict;
import io.fairlead.core.ipvs.ServiceKey;
import io.fairlead.core.ipvs.TransportProtocol;
import io.fairlead.core.net.IpAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table of {@code count} virtual services with two targets each, a hundred ports on each address, in the language of each
 * contender.
 *
 * @param changedWeight of the first target of the service in the middle; all others have {@link #WEIGHT}
 */
record ManyServices(int count, int changedWeight) {
    static final int WEIGHT = 100;

    private static final int PORTS = 100;
    /** Services whose targets are checked, two each. */
    private static final int CHECKED = 1000;

    private static final List<IpAddress> TARGETS = List.of(IpAddress.parse("10.6.0.1"), IpAddress.parse("10.6.0.2"));

    /** One in which none differs from the others. */
    static ManyServices plain(int count) {
        return new ManyServices(count, WEIGHT);
    }

    /** The one that is changed. */
    ServiceKey middle() {
        return key(count / 2);
    }

    /** The one that a contender makes last. */
    ServiceKey last() {
        return key(count - 1);
    }

    private static ServiceKey key(int index) {
        return new ServiceKey.Address(TransportProtocol.TCP, address(index / PORTS), port(index));
    }

    private static IpAddress address(int service) {
        return IpAddress.of(new byte[] {10, 5, (byte) (service / PORTS), (byte) (service % PORTS + 1)});
    }

    private static int port(int index) {
        return index % PORTS + 1;
    }

    /** A port of its own on the targets for each service, so that a check of one concerns no other. */
    private static int targetPort(int index) {
        return 8000 + port(index);
    }

    private int weight(int index, int target) {
        return index == count / 2 && target == 0 ? changedWeight : WEIGHT;
    }

    /** For fairlead.conf. */
    List<String> configuration() {
        return IntStream.range(0, (count + PORTS - 1) / PORTS)
                .mapToObj(service -> "services.s%d { lan-vip = %s, publish = \"%s\", targets = [%s] }"
                        .formatted(
                                service,
                                address(service),
                                IntStream.range(service * PORTS, Math.min(count, (service + 1) * PORTS))
                                        .mapToObj(index -> port(index) + ":" + targetPort(index))
                                        .collect(Collectors.joining(",")),
                                TARGETS.stream()
                                        .map(target -> "\"" + target + " weight=" + WEIGHT + "\"")
                                        .collect(Collectors.joining(", "))))
                .toList();
    }

    /** What checks say of 2,000 targets around the middle: the one that is changed should have less of its weight. */
    Map<RealServer, ServerHealth> health() {
        Map<RealServer, ServerHealth> health = new HashMap<>();
        int first = Math.max(0, count / 2 - CHECKED / 2);
        for (int index = first; index < Math.min(count, first + CHECKED); index++) {
            for (int target = 0; target < TARGETS.size(); target++) {
                health.put(
                        new RealServer("s" + index / PORTS, TARGETS.get(target), targetPort(index)),
                        new ServerHealth(Verdict.HEALTHY, weight(index, target), "", ""));
            }
        }
        return health;
    }

    /** For {@code ipvsadm -R}. */
    String ipvsadm() {
        return IntStream.range(0, count)
                .mapToObj(index -> "-A -t %s -s rr%n".formatted(place(index))
                        + IntStream.range(0, TARGETS.size())
                                .mapToObj(i -> "-a -t %s -r %s:%d -m -w %d%n"
                                        .formatted(place(index), TARGETS.get(i), targetPort(index), weight(index, i)))
                                .collect(Collectors.joining()))
                .collect(Collectors.joining());
    }

    /** The one change for {@code ipvsadm}. */
    List<String> ipvsadmEdit() {
        return List.of(
                "-e",
                "-t",
                place(count / 2),
                "-r",
                TARGETS.getFirst() + ":" + targetPort(count / 2),
                "-m",
                "-w",
                Integer.toString(changedWeight));
    }

    private static String place(int index) {
        return address(index / PORTS) + ":" + port(index);
    }

    /** A keepalived.conf without checks. */
    String keepalived() {
        return IntStream.range(0, count)
                .mapToObj(index -> "virtual_server %s %d {\n lvs_sched rr\n lvs_method NAT\n protocol TCP\n"
                                .formatted(address(index / PORTS), port(index))
                        + IntStream.range(0, TARGETS.size())
                                .mapToObj(i -> " real_server %s %d {\n  weight %d\n }\n"
                                        .formatted(TARGETS.get(i), targetPort(index), weight(index, i)))
                                .collect(Collectors.joining())
                        + "}\n")
                .collect(Collectors.joining());
    }
}
