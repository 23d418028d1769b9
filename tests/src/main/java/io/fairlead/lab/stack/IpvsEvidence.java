package io.fairlead.lab.stack;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.fairlead.lab.fault.ServiceContainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * How ip_vs came into the kernel, and what is in it.
 *
 * @param loadedBefore whether the kernel had it before anything was started
 * @param loadedAfter whether it has it now
 * @param how the agent's words
 * @param modprobeInImage whether the agent's container has a modprobe to run
 * @param mayLoadModules whether the agent has CAP_SYS_MODULE
 * @param table {@code ipvsadm -Ln}, line by line
 */
@JsonPropertyOrder({"loaded_before", "loaded_after", "how", "modprobe_in_agent_image", "agent_may_load_modules"})
public record IpvsEvidence(
        @JsonProperty("loaded_before") boolean loadedBefore,
        @JsonProperty("loaded_after") boolean loadedAfter,
        String how,
        @JsonProperty("modprobe_in_agent_image") boolean modprobeInImage,
        @JsonProperty("agent_may_load_modules") boolean mayLoadModules,
        List<String> table) {
    private static final Path MODULE = Path.of("/sys/module/ip_vs");
    private static final int CAP_SYS_MODULE = 16;

    public IpvsEvidence {
        table = List.copyOf(table);
    }

    /** Whether this kernel has ip_vs now. */
    public static boolean isLoaded() {
        return Files.exists(MODULE);
    }

    /** Of a stage that serves. */
    public static IpvsEvidence of(Stage stage, AgentStatus status, boolean loadedBefore) {
        ServiceContainer agent = stage.stack().agent(stage.haproxies().api());
        return new IpvsEvidence(
                loadedBefore,
                isLoaded(),
                status.forwardingReason(),
                hasModprobe(agent.pid()),
                mayLoadModules(agent.pid()),
                ForwardingRules.ipvsTable(stage.engine(), status.forwarding()));
    }

    private static boolean hasModprobe(long pid) {
        // A link into the container's own root would be followed into ours.
        return Stream.of("usr/sbin", "usr/bin", "usr/local/sbin", "usr/local/bin")
                .map(folder -> Path.of("/proc", String.valueOf(pid), "root", folder, "modprobe"))
                .anyMatch(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS));
    }

    /** By the bounding set, which no process of the container can get out of. */
    private static boolean mayLoadModules(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(pid), "status"))) {
            String mask = lines.filter(line -> line.startsWith("CapBnd:"))
                    .findFirst()
                    .orElseThrow()
                    .substring("CapBnd:".length())
                    .strip();
            return (Long.parseUnsignedLong(mask, 16) >> CAP_SYS_MODULE & 1) == 1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
