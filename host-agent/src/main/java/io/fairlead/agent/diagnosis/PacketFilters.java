package io.fairlead.agent.diagnosis;

import io.fairlead.core.diagnosis.Chain;
import io.fairlead.core.diagnosis.Place;
import io.fairlead.core.net.AddressFamily;
import io.fairlead.linux.nft.Iptables;
import io.fairlead.linux.nft.ToolFailed;
import io.fairlead.linux.process.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Reads the packet filters of the calling thread's network namespace: nft's tables, and those of iptables of either kind. */
final class PacketFilters {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    /** The tables of iptables in which something is dropped. */
    private static final List<String> TABLES = List.of("raw", "mangle", "filter");

    private static final Set<String> OF_IPTABLES = Set.of("raw", "mangle", "nat", "filter", "security");
    private static final String NONE = "{\"nftables\": []}";

    private final List<Iptables> programs = new ArrayList<>();

    /** Looks which programs this machine has. */
    PacketFilters(Collection<AddressFamily> families) {
        for (AddressFamily family : families) {
            for (Iptables.Kind kind : Iptables.Kind.values()) {
                Iptables.find(kind, family).ifPresent(programs::add);
            }
        }
    }

    /**
     * All chains.
     *
     * @param unseen takes in words what could not be read
     */
    List<Chain> read(Place place, Collection<String> unseen) {
        List<Chain> chains = new ArrayList<>();
        Tool.Ended json = Tool.run(List.of("nft", "-j", "list", "ruleset"), LIMIT);
        boolean nft = json.succeeded() && !json.out().isBlank();
        if (nft) {
            Tool.Ended plain = Tool.run(List.of("nft", "-a", "list", "ruleset"), LIMIT);
            chains.addAll(NftChains.parse(place, json.out(), plain.out(), this::isNotOfIptables));
        } else if (isHidden(json)) {
            unseen.add("nft's rules of " + place.words() + ": " + json.complaint());
        }
        String listed = nft ? json.out() : NONE;
        for (Iptables iptables : programs) {
            for (String table : TABLES) {
                if (iptables.kind() == Iptables.Kind.LEGACY || listed.contains("\"name\": \"" + table + "\"")) {
                    try {
                        chains.addAll(IptablesChains.parse(place, iptables.program(), table, iptables.rules(table)));
                    } catch (ToolFailed e) {
                        unseen.add("rules of " + place.words() + ": " + e.getMessage());
                    }
                }
            }
        }
        return chains;
    }

    /** Whether there may be rules that nft did not show; a kernel without nf_tables has none. */
    private static boolean isHidden(Tool.Ended nft) {
        return nft.status() == Tool.Ended.NOT_THERE
                ? Files.exists(Path.of("/sys/module/nf_tables"))
                : !nft.succeeded() && !nft.err().contains("not supported");
    }

    /** Those are read by iptables itself, whose words for its own matches nft does not have. */
    private boolean isNotOfIptables(String table) {
        String[] words = table.split(" ", 2);
        return !OF_IPTABLES.contains(words[1])
                || programs.stream()
                        .noneMatch(program -> program.kind() == Iptables.Kind.NFT
                                && words[0].equals(program.family() == AddressFamily.IPV4 ? "ip" : "ip6"));
    }
}
