package io.fairlead.lab.bench.failover;

import io.fairlead.lab.engine.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where something was measured.
 *
 * @param cores that the machine has
 * @param processor its name
 * @param memoryGigabytes of 2³⁰ octets
 * @param kernel Linux' release
 * @param engine Docker's version
 * @param cgroup version 1 or 2
 * @param keepalived its version, empty if it did not take part
 * @param load the load average of the last minute at the end
 */
public record Machine(
        int cores,
        String processor,
        long memoryGigabytes,
        String kernel,
        String engine,
        int cgroup,
        String keepalived,
        double load) {
    public static Machine here(Engine engine, String keepalived) {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                field("/proc/cpuinfo", "model name"),
                Math.round(Long.parseLong(field("/proc/meminfo", "MemTotal").split(" ", 2)[0]) / 1048576.0),
                System.getProperty("os.version"),
                engine.version(),
                Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers")) ? 2 : 1,
                keepalived,
                Double.parseDouble(read("/proc/loadavg").split(" ", 2)[0]));
    }

    /** Cores, memory and kernel of this machine, in words. */
    public static String hardware() {
        return Runtime.getRuntime().availableProcessors() + " cores (" + field("/proc/cpuinfo", "model name") + "), "
                + Math.round(Long.parseLong(field("/proc/meminfo", "MemTotal").split(" ", 2)[0]) / 1048576.0)
                + " GB, Linux " + System.getProperty("os.version");
    }

    private static String field(String file, String name) {
        return read(file)
                .lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("0 unknown");
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In a sentence. */
    public String words() {
        return cores + " cores (" + processor + "), " + memoryGigabytes + " GB, Linux " + kernel + ", cgroup v" + cgroup
                + ", Docker Engine " + engine + (keepalived.isEmpty() ? "" : ", " + keepalived);
    }
}
