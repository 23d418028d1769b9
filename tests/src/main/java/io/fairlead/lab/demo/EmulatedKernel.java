package io.fairlead.lab.demo;

import io.fairlead.lab.image.Image;
import io.fairlead.lab.image.Images;
import io.fairlead.lab.run.Cache;
import io.fairlead.lab.run.Repository;
import io.fairlead.lab.uml.UmlKernel;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs the whole demo inside a kernel with ip_vs: the same program, on a machine that has nothing but that kernel. */
final class EmulatedKernel {
    /** The images live in the guest's memory. */
    private static final int MEMORY_MEGABYTES = 6144;

    private static final Duration LONGEST = Duration.ofMinutes(30);

    private EmulatedKernel() {}

    /** The demo's exit status. */
    static int demo(boolean json, Screen screen) {
        List<Path> archives = Images.archives(screen, List.of(Image.HAPROXY, Image.AGENT));
        List<Path> shared =
                List.of(Repository.root(), Path.of(System.getProperty("java.home")), Cache.folder("images"));
        try {
            return new UmlKernel(shared, MEMORY_MEGABYTES, screen)
                    .run(command(archives, json), Repository.root(), environment(), LONGEST, outputs(json, screen));
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** This JVM's own program and flags, with the demo's hidden options for a place like that. */
    private static List<String> command(List<Path> archives, boolean json) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> !flag.startsWith("-Dfairlead.terminal"))
                .toList());
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), "io.fairlead.lab.Main", "demo", "--inside"));
        archives.forEach(archive -> command.add("--archive=" + archive));
        if (json) {
            command.add("--json");
        }
        return command;
    }

    /** A second between advertisements: at 100 ms routers on that kernel are late too often, and the address wanders. */
    private static Map<String, String> environment() {
        return Map.of("FAIRLEAD_CACHE", "/tmp/fairlead", "ADVERT_INTERVAL", "1s");
    }

    private static UmlKernel.Outputs outputs(boolean json, Screen screen) {
        OutputStream lines = new ScreenStream(screen);
        return new UmlKernel.Outputs(json ? new PrintStream(System.out, true, StandardCharsets.UTF_8) : lines, lines);
    }
}
