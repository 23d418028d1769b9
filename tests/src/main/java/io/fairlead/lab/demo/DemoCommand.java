package io.fairlead.lab.demo;

import io.fairlead.lab.Failures;
import io.fairlead.lab.engine.PrivateEngine;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.stack.IpvsEvidence;
import io.fairlead.lab.stack.Limits;
import io.fairlead.lab.stack.Stage;
import io.fairlead.lab.stack.StageSetting;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./fairlead demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Brings two HAProxy containers, the host agent and a LAN client up, breaks what has the address again and again,"
                    + " and shows for how long clients were without an answer.",
            "Uses the Docker Engine that answers, else one of its own in a network namespace. Leaves nothing behind."
        })
public final class DemoCommand implements Callable<Integer> {
    /** Of what it makes: the compose project, the client's namespace. */
    static final String NAME = "demo";

    @Spec
    private CommandSpec spec;

    @Option(names = "--keep", description = "leave everything up at the end, and say how to look around")
    private boolean keep;

    @Option(names = "--down", description = "take down what --keep left up")
    private boolean down;

    @Option(names = "--json", description = "one JSON object on the standard output, everything else on the other")
    private boolean json;

    @Option(names = "--kernel", defaultValue = "HOST", description = "host (default); uml: inside a kernel with ip_vs")
    private Kernel kernel;

    @Option(names = "--inside", hidden = true, description = "this is the emulated kernel")
    private boolean inside;

    @Option(names = "--archive", hidden = true, description = "images for the engine, instead of building them")
    private List<Path> archives = List.of();

    /** On which kernel all of it runs. */
    enum Kernel {
        HOST,
        UML
    }

    @Override
    public Integer call() {
        Screen screen = json ? Screen.onStandardError() : Screen.onStandardOutput();
        Optional<KeptDemo> kept = KeptDemo.read();
        if (down) {
            kept.ifPresentOrElse(KeptDemo::down, () -> screen.line("no demo is up"));
            return 0;
        }
        if (kept.isPresent()) {
            throw new IllegalStateException("a demo is still up; take it down first: ./fairlead demo --down");
        }
        if (kernel == Kernel.UML) {
            if (keep) {
                throw new ParameterException(
                        spec.commandLine(), "--keep does not go with --kernel uml: that kernel ends with the demo");
            }
            // Ctrl-C interrupts this thread, which then ends the kernel.
            try (Cleanup _ = new Cleanup()) {
                return EmulatedKernel.demo(json, screen);
            }
        }
        return run(screen);
    }

    private int run(Screen screen) {
        boolean ipvsBefore = IpvsEvidence.isLoaded();
        try (Cleanup cleanup = new Cleanup()) {
            Stage stage = new StageSetting(NAME, archives, cleanup, screen).raise();
            Report report = run(stage, ipvsBefore, screen);
            screen.line("");
            report.table().forEach(screen::line);
            if (json) {
                System.out.println(report.json());
            }
            if (keep) {
                keep(stage, cleanup, screen);
            } else if (inside) {
                // Its kernel ends with this process, and everything with it.
                cleanup.abandon();
            } else {
                screen.step("taking everything down");
            }
            return report.well() ? 0 : 1;
        }
    }

    private Report run(Stage stage, boolean ipvsBefore, Screen screen) {
        try {
            Report report = new Demo(stage, ipvsBefore, limits(), screen).run();
            if (!report.well()) {
                LastWords.show(stage, screen);
            }
            return report;
        } catch (RuntimeException e) {
            if (!Thread.currentThread().isInterrupted()) {
                screen.line(screen.bad(Failures.sentence(e)));
                LastWords.show(stage, screen);
            }
            throw e;
        }
    }

    private Limits limits() {
        return inside ? Limits.EMULATED_KERNEL : Limits.REAL_KERNEL;
    }

    private static void keep(Stage stage, Cleanup cleanup, Screen screen) {
        KeptDemo kept = KeptDemo.of(stage);
        kept.write();
        stage.engine().namespace().ifPresent(name -> PrivateEngine.disown(stage.engine()));
        cleanup.abandon();
        kept.hints().forEach(screen::line);
    }
}
