package io.fairlead.tests.ipvs;

import io.fairlead.agent.config.AgentConfig;
import io.fairlead.agent.config.ConfigReader;
import io.fairlead.agent.forwarding.ForwardedService;
import io.fairlead.agent.forwarding.ForwardingStatus;
import io.fairlead.agent.forwarding.KernelForwarding;
import io.fairlead.agent.lan.LanRouter;
import io.fairlead.agent.lan.OwnedAddresses;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.linux.ipvs.SyncDaemon.Role;
import io.fairlead.linux.rtnetlink.Lifetime;
import io.fairlead.linux.rtnetlink.NewAddress;
import io.fairlead.linux.rtnetlink.RouteSocket;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What an agent does to the host's kernel, without Docker and VRRP: forwards, and holds {@link #HELD} on eth0. Each line of its
 * input is a wish, LAN ports with spaces between, and is answered by {@code ready}; at the end of its input it stops.
 *
 * <p>Argument: fairlead.conf.
 */
public final class ForwardingProcess {
    static final IpPrefix HELD = IpPrefix.parse("192.168.156.200/32");

    private ForwardingProcess() {}

    public static void main(String[] arguments) throws IOException {
        AgentConfig config =
                ConfigReader.read(Optional.of(Path.of(arguments[0])), Map.of()).config();
        try (KernelForwarding forwarding = KernelForwarding.open(config.forwardingSettings());
                BufferedReader wishes =
                        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            forwarding.share(Set.of(Role.MASTER));
            hold(config);
            for (String wish = wishes.readLine(); wish != null; wish = wishes.readLine()) {
                List<ForwardedService> desired = Arrays.stream(wish.split(" "))
                        .map(Integer::parseInt)
                        .map(Forwarder::tcp)
                        .toList();
                ForwardingStatus status = forwarding.apply(desired);
                System.out.println(status.inPlace().equals(desired) ? "ready" : "not in place: " + status.problems());
            }
        }
    }

    /** As the LAN routers do it. */
    private static void hold(AgentConfig config) {
        OwnedAddresses.read(config.addressesFile()).note(Set.of(new LanRouter(HELD, OptionalInt.of(200), "eth0")));
        try (RouteSocket routes = RouteSocket.open()) {
            int index = routes.linkByName("eth0").orElseThrow().index();
            if (routes.addresses(index).stream()
                    .noneMatch(address -> address.prefix().equals(HELD))) {
                routes.addAddress(NewAddress.virtual(index, HELD, Lifetime.FOREVER));
            }
        }
    }
}
