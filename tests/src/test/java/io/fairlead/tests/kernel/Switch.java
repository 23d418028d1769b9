package io.fairlead.tests.kernel;

import io.fairlead.core.net.IpAddress;
import io.fairlead.lab.engine.Namespaces;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.run.Command;
import io.fairlead.linux.namespace.NetworkNamespace;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** An Ethernet of fresh network namespaces: a bridge in one of its own, and hosts that each have an {@code eth0} on it. */
public final class Switch implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Cleanup cleanup = new Cleanup();
    private final String prefix = "fl-k" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet() + "-";
    private final String bridge = prefix + "sw";
    private int hosts;

    public Switch() {
        Namespaces.make(bridge, cleanup);
        Namespaces.in(bridge, "ip", "link", "add", "br0", "type", "bridge").check();
        Namespaces.in(bridge, "ip", "link", "set", "br0", "up").check();
    }

    /** A host 10.77.0.{@code number}/24, also fe80::ff:fe00:{@code number}/64, usable at once. */
    public Host host(int number) {
        String namespace = prefix + "h" + number;
        String port = "p" + ++hosts;
        Namespaces.make(namespace, cleanup);
        Host host = new Host(namespace, port, number);
        connect(host);
        return host;
    }

    /** Gives the host its eth0, also after it has lost it. */
    public void connect(Host host) {
        String port = host.port();
        Namespaces.in(
                        bridge,
                        "ip",
                        "link",
                        "add",
                        port,
                        "type",
                        "veth",
                        "peer",
                        "name",
                        "eth0",
                        "netns",
                        host.namespace())
                .check();
        Namespaces.in(bridge, "ip", "link", "set", port, "master", "br0", "up").check();
        host.run("ip", "link", "set", "eth0", "addrgenmode", "none");
        host.run("ip", "link", "set", "eth0", "address", "02:00:00:00:00:%02x".formatted(host.number()));
        host.run("ip", "link", "set", "eth0", "up");
        host.run("ip", "address", "add", host.address() + "/24", "dev", "eth0");
        host.run("ip", "address", "add", host.linkLocal() + "/64", "dev", "eth0", "nodad");
    }

    /** Pulls or plugs the host's cable. */
    public void cable(Host host, boolean plugged) {
        Namespaces.in(bridge, "ip", "link", "set", host.port(), plugged ? "up" : "down")
                .check();
    }

    /** The namespace of the bridge, which stands for a Docker host's. */
    public Host bridgeHost() {
        return new Host(bridge, "", 0);
    }

    @Override
    public void close() {
        cleanup.close();
    }

    /** One host; its only interface but loopback is eth0. */
    public record Host(String namespace, String port, int number) {
        public IpAddress address() {
            return IpAddress.parse("10.77.0." + number);
        }

        public IpAddress linkLocal() {
            return IpAddress.parse("fe80::ff:fe00:" + Integer.toHexString(number));
        }

        public Path file() {
            return Path.of("/var/run/netns", namespace);
        }

        /** Opened: the caller closes it. */
        public NetworkNamespace open() {
            return NetworkNamespace.ofPath(file());
        }

        public Command command(String... argv) {
            return Namespaces.in(namespace, argv);
        }

        public String run(String... argv) {
            return command(argv).text();
        }

        /** Whether eth0 has the address, as {@code ip} says. */
        public boolean has(IpAddress address) {
            return addressLine(address).contains(address.toString());
        }

        /** What {@code ip} says about the address; empty if eth0 does not have it. */
        public String addressLine(IpAddress address) {
            return run("ip", "-oneline", "address", "show", "dev", "eth0", "to", address.toString());
        }
    }
}
