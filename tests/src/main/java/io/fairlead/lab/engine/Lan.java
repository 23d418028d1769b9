package io.fairlead.lab.engine;

import io.fairlead.core.net.IpPrefix;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.run.Command;
import java.util.List;

/**
 * A LAN of two: an engine's host and a client in a network namespace of its own, joined by a veth pair.
 *
 * @param engine the host's engine
 * @param hostInterface the host's end
 * @param hostAddress the host's address on the LAN
 * @param client the client's namespace
 * @param clientAddress the client's address
 */
public record Lan(Engine engine, String hostInterface, IpPrefix hostAddress, String client, IpPrefix clientAddress) {
    private static final String CLIENT_INTERFACE = "lan0";

    /** Makes it; {@code cleanup} removes it. The client's default route goes to the host. */
    public static Lan of(Engine engine, String name, IpPrefix hostAddress, IpPrefix clientAddress, Cleanup cleanup) {
        String client = "fl-" + name + "-client-" + ProcessHandle.current().pid();
        Lan lan = new Lan(engine, "lan-" + name, hostAddress, client, clientAddress);
        Namespaces.make(client, cleanup);
        cleanup.add("LAN " + name, lan::removeHostEnd);
        lan.removeHostEnd();
        lan.join();
        return lan;
    }

    /** A program in the client's network namespace. */
    public Command onClient(String... argv) {
        return Namespaces.in(client, argv);
    }

    /** Words that run a program in the client's network namespace when put before it. */
    public List<String> enterClient() {
        return Namespaces.enter(client);
    }

    /** Takes it away; what is not there is fine. */
    public void remove() {
        removeHostEnd();
        Namespaces.remove(client);
    }

    private void join() {
        // The pair is made on the client's side and its far end given to the host, whose namespace may have no name.
        onClient("ip", "link", "add", CLIENT_INTERFACE, "type", "veth", "peer", "name", hostInterface)
                .check();
        String host =
                engine.namespace().orElse(String.valueOf(ProcessHandle.current().pid()));
        onClient("ip", "link", "set", hostInterface, "netns", host).check();
        engine.onHost("ip", "address", "add", hostAddress.toString(), "dev", hostInterface)
                .check();
        engine.onHost("ip", "link", "set", hostInterface, "up").check();
        onClient("ip", "address", "add", clientAddress.toString(), "dev", CLIENT_INTERFACE)
                .check();
        onClient("ip", "link", "set", CLIENT_INTERFACE, "up").check();
        onClient("ip", "route", "add", "default", "via", hostAddress.address().toString())
                .check();
    }

    private void removeHostEnd() {
        if (engine.onHost("ip", "link", "show", "dev", hostInterface).succeeds()) {
            engine.onHost("ip", "link", "delete", "dev", hostInterface).check();
        }
    }
}
