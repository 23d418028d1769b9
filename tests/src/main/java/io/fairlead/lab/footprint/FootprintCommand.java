package io.fairlead.lab.footprint;

import io.fairlead.lab.engine.Engine;
import io.fairlead.lab.engine.PrivateEngine;
import io.fairlead.lab.image.Image;
import io.fairlead.lab.image.Images;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.run.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./fairlead bench footprint}: exit code 1 if a median is over its budget. */
@Command(
        name = "footprint",
        mixinStandardHelpOptions = true,
        description = "Measures how soon the sidecar speaks and how much memory it and the agent take.")
public final class FootprintCommand implements Callable<Integer> {
    @Option(names = "--runs", paramLabel = "N", description = "how often each is measured (default: ${DEFAULT-VALUE})")
    private int runs = 5;

    @Option(names = "--json", description = "print one JSON object instead of a table")
    private boolean json;

    @Override
    public Integer call() {
        Progress progress = Progress.to(System.err);
        FootprintReport report;
        try (Cleanup cleanup = new Cleanup()) {
            report = measure(cleanup, progress);
        }
        if (json) {
            System.out.println(report.json());
        } else {
            report.table().forEach(System.out::println);
        }
        return report.within() ? 0 : 1;
    }

    private FootprintReport measure(Cleanup cleanup, Progress progress) {
        Engine engine = PrivateEngine.start("foot", cleanup, progress);
        Images.provide(engine, progress, Image.HAPROXY, Image.AGENT);
        List<Measure> measures = new ArrayList<>(new SidecarRuns(engine, progress).measure(runs, cleanup));
        measures.addAll(new AgentRuns(engine, progress).measure(runs, cleanup));
        return new FootprintReport(System.getProperty("os.version"), engine.version(), measures);
    }
}
