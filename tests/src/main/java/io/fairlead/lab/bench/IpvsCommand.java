package io.fairlead.lab.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fairlead.lab.bench.failover.Machine;
import io.fairlead.lab.bench.ipvs.IpvsGuest;
import io.fairlead.lab.bench.ipvs.IpvsResult;
import io.fairlead.lab.bench.report.IpvsPage;
import io.fairlead.lab.run.Progress;
import io.fairlead.lab.run.Repository;
import io.fairlead.lab.uml.UmlKernel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./fairlead bench ipvs}: large tables, against ipvsadm and keepalived in the same kernel. */
@Command(
        name = "ipvs",
        mixinStandardHelpOptions = true,
        description = {
            "Measures how long a table of virtual services with two targets each takes to be written, to be changed in one"
                    + " place, and to be adopted by a new agent; against `ipvsadm -R` and keepalived in the same kernel.",
            "That kernel is User-Mode Linux, whose system calls are slow: compare the contenders, not the milliseconds.",
            "Succeeds if the limits of the largest table are kept."
        })
final class IpvsCommand implements Callable<Integer> {
    private static final int MEMORY_MEGABYTES = 2048;

    @Option(
            names = "--services",
            split = ",",
            defaultValue = "1000,10000",
            description = "how many (default: ${DEFAULT-VALUE})")
    private List<Integer> services;

    @Option(names = "--runs", defaultValue = "3", description = "of everything (default: ${DEFAULT-VALUE})")
    private int runs;

    @Option(
            names = "--output",
            paramLabel = "FOLDER",
            description = "where the page ipvs.md goes, for instance docs/benchmarks (default: nowhere)")
    private Path output;

    @Option(names = "--json", description = "one JSON object a line: the services, and all times in ms")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Progress progress = Progress.to(System.err);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        UmlKernel kernel = new UmlKernel(
                List.of(Repository.root(), Path.of(System.getProperty("java.home"))), MEMORY_MEGABYTES, progress);
        int status = kernel.run(
                command(), Repository.root(), Map.of(), Duration.ofMinutes(40), new UmlKernel.Outputs(out, System.err));
        if (status != 0) {
            return status;
        }
        IpvsPage page = new IpvsPage(results(out.toString(StandardCharsets.UTF_8)), Machine.hardware());
        if (output != null) {
            Files.writeString(Files.createDirectories(output).resolve("ipvs.md"), page.page());
        }
        if (!json) {
            page.text().forEach(System.out::println);
        }
        return page.within() ? 0 : 1;
    }

    private List<IpvsResult> results(String text) throws IOException {
        List<IpvsResult> results = new ArrayList<>();
        // The agent's log comes by the same way.
        for (String line : text.lines().filter(each -> each.startsWith("{")).toList()) {
            if (json) {
                System.out.println(line);
            }
            results.add(new ObjectMapper().readValue(line, IpvsResult.class));
        }
        return results;
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                // As the agent's own.
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseCompactObjectHeaders",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                IpvsGuest.class.getName(),
                Integer.toString(runs)));
        services.forEach(count -> command.add(Integer.toString(count)));
        return command;
    }
}
