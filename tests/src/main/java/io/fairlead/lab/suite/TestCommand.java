package io.fairlead.lab.suite;

import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.run.Repository;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./fairlead test}: all layers of tests, or those that are named. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the tests: unit, simulation, kernel, interop, engine, ipvs; all of them unless some are named.",
            "All but unit and simulation need root and are skipped without it, unless CI=true: then whatever is skipped or"
                    + " missing is a failure."
        })
public final class TestCommand implements Callable<Integer> {
    @Parameters(paramLabel = "LAYER", arity = "0..*", description = "unit, simulation, kernel, interop, engine, ipvs")
    private List<String> layers = List.of();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "How many histories each simulation lives; 1000 by default.")
    private Integer seeds;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        List<Layer> chosen = chosenLayers();
        boolean continuousIntegration = "true".equals(System.getenv("CI"));
        try (Cleanup cleanup = new Cleanup()) {
            Suite suite = new Suite(Repository.root(), continuousIntegration, Optional.ofNullable(seeds), cleanup);
            return suite.run(chosen) ? 0 : 1;
        }
    }

    private List<Layer> chosenLayers() {
        try {
            return Layer.named(layers);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
