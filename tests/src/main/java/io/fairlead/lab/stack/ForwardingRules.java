package io.fairlead.lab.stack;

import io.fairlead.lab.engine.Engine;
import java.util.List;
import java.util.stream.Collectors;

/** What the agent wrote into the host's kernel so that it forwards, as the kernel's own tools list it. */
public final class ForwardingRules {
    private ForwardingRules() {}

    /**
     * For comparing: without anything that counts.
     *
     * @param forwarding what the agent says that it forwards by
     */
    public static String of(Engine engine, String forwarding) {
        return switch (forwarding) {
            case "ipvs" -> engine.onHost("ipvsadm", "--save", "--numeric").text();
            case "nftables" ->
                engine.onHost("nft", "--stateless", "list", "table", "ip", "fairlead")
                        .text();
            case "iptables" ->
                engine.onHost("iptables-save", "--table", "nat")
                        .text()
                        .lines()
                        .filter(line -> line.contains("FAIRLEAD"))
                        .collect(Collectors.joining("\n"));
            default -> throw new IllegalArgumentException("the agent forwards by " + forwarding);
        };
    }

    /** By which {@link #of} asks, for people. */
    public static String command(String forwarding) {
        return switch (forwarding) {
            case "ipvs" -> "ipvsadm -Sn";
            case "nftables" -> "nft list table ip fairlead";
            default -> forwarding + "-save";
        };
    }

    /** For reading: {@code ipvsadm -Ln}; empty where ip_vs forwards nothing. */
    public static List<String> ipvsTable(Engine engine, String forwarding) {
        return forwarding.equals("ipvs")
                ? engine.onHost("ipvsadm", "--list", "--numeric").text().lines().toList()
                : List.of();
    }
}
