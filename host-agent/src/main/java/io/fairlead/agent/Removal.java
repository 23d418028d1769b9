package io.fairlead.agent;

import io.fairlead.agent.config.AgentConfig;
import io.fairlead.agent.forwarding.ForwardingStatus;
import io.fairlead.agent.forwarding.KernelForwarding;
import io.fairlead.agent.lan.OwnedAddresses;
import io.fairlead.linux.ffi.KernelException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Takes out of this host's kernel what the agent left there: services, rules, LAN addresses, sync daemons, settings. By the
 * agent's notes and the names of its tables and chains; what others made stays byte for byte as it is. No agent may run
 * meanwhile. On the calling thread, in its network namespace.
 */
public record Removal(AgentConfig config) {
    /**
     * What became of it.
     *
     * @param done in words
     * @param left what could not be removed, and why
     */
    public record Outcome(List<String> done, List<String> left) {
        public Outcome {
            done = List.copyOf(done);
            left = List.copyOf(left);
        }
    }

    /** What the notes say is there. */
    public List<String> belongings() {
        List<String> words = new ArrayList<>();
        OwnedAddresses.read(config.addressesFile()).owned().stream()
                .map(owned -> "address " + owned.address() + " on " + owned.interfaceName())
                .sorted()
                .forEach(words::add);
        try (KernelForwarding forwarding = KernelForwarding.open(config.forwardingSettings())) {
            words.addAll(forwarding.belongings());
        }
        return words;
    }

    /** Removes all of it, and the notes when nothing is left. Again and again does no harm. */
    public Outcome remove() {
        List<String> done = new ArrayList<>();
        List<String> left = new ArrayList<>();
        // First the addresses: until then clients are served, and afterwards another host does.
        removeAddresses(done, left);
        try (KernelForwarding forwarding = KernelForwarding.open(config.forwardingSettings())) {
            List<String> before = forwarding.belongings();
            ForwardingStatus status = forwarding.apply(List.of());
            left.addAll(status.problems());
            done.addAll(forwarding.putBack());
            List<String> after = forwarding.belongings();
            before.stream()
                    .filter(each -> !each.startsWith("setting ") && !after.contains(each))
                    .map(each -> "removed " + each)
                    .forEach(done::add);
            after.forEach(each -> left.add("still there: " + each));
        }
        if (left.isEmpty()) {
            forget();
        }
        return new Outcome(done, left);
    }

    private void removeAddresses(List<String> done, List<String> left) {
        try {
            OwnedAddresses.read(config.addressesFile())
                    .retain(Set.of())
                    .forEach(
                            owned -> done.add("removed address " + owned.address() + " from " + owned.interfaceName()));
        } catch (KernelException e) {
            left.add(e.getMessage());
        }
    }

    private void forget() {
        try {
            Files.deleteIfExists(config.addressesFile());
            Files.deleteIfExists(config.forwardingSettings().stateFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
