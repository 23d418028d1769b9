package io.fairlead.agent.cli;

import io.fairlead.agent.config.AgentConfig;
import io.fairlead.agent.diagnosis.AgentView;
import io.fairlead.agent.diagnosis.Doctor;
import io.fairlead.agent.diagnosis.DoctorJson;
import io.fairlead.agent.diagnosis.DoctorText;
import io.fairlead.agent.diagnosis.EngineView;
import io.fairlead.agent.diagnosis.Patience;
import io.fairlead.agent.diagnosis.Treatment;
import io.fairlead.agent.status.StatusJson;
import io.fairlead.core.diagnosis.Diagnosis;
import io.fairlead.core.diagnosis.Facts;
import io.fairlead.core.diagnosis.Finding;
import io.fairlead.core.diagnosis.Step;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.nft.ToolFailed;
import io.fairlead.linux.sysctl.Sysctl;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "doctor",
        exitCodeOnExecutionException = DoctorCommand.COULD_NOT_LOOK,
        description = "Find out why an address cannot be reached, and how to mend it.",
        footer = {
            "",
            "It looks at this host, at the members' networks and at the engine, and tries what should work: it asks by ARP,",
            "opens TCP connections and closes them, and listens for a second. It works with and without a running agent.",
            "Exit code 0: nothing found; 1: something found; 2: it could not look, or wrong arguments."
        })
final class DoctorCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int FOUND = 1;
    static final int COULD_NOT_LOOK = 2;
    private static final int OK_FROM = 200;
    private static final int OK_BELOW = 300;

    @Option(names = "--fix", description = "Show it, mend what can be mended without harm, and look again.")
    private boolean fix;

    @Option(names = "--json", description = "One JSON object instead of text.")
    private boolean json;

    @Option(names = "--list", description = "Print all that can be found, and look at nothing.")
    private boolean list;

    @Mixin
    private ConfigOption config;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            print(out, json ? List.of(DoctorJson.catalogue()) : DoctorText.catalogue());
            return 0;
        }
        AgentConfig settings = config.read().config();
        try {
            return examine(settings, out);
        } catch (KernelException | ToolFailed | UncheckedIOException e) {
            spec.commandLine()
                    .getErr()
                    .println("fairlead: the doctor cannot look: " + e.getMessage()
                            + "; run it as root on the host, or in the agent's container");
            return COULD_NOT_LOOK;
        }
    }

    private int examine(AgentConfig settings, PrintWriter out) {
        Facts facts = facts(settings);
        List<Finding> findings = Diagnosis.of(facts);
        List<String> applied = new ArrayList<>();
        if (fix && findings.stream().anyMatch(Finding::canBeFixed)) {
            if (!json) {
                print(out, DoctorText.of(findings, facts));
            }
            applied.addAll(mend(findings));
            if (!json) {
                print(out, applied);
                out.println();
            }
            facts = facts(settings);
            findings = Diagnosis.of(facts);
        }
        print(out, json ? List.of(DoctorJson.of(findings, facts, applied)) : DoctorText.of(findings, facts));
        return !findings.isEmpty() ? FOUND : facts.unseen().isEmpty() ? 0 : COULD_NOT_LOOK;
    }

    private static void print(PrintWriter out, List<String> lines) {
        lines.forEach(out::println);
    }

    private static List<String> mend(List<Finding> findings) {
        LinkedHashSet<Step> steps = new LinkedHashSet<>();
        findings.stream().filter(Finding::canBeFixed).forEach(finding -> steps.addAll(finding.mend()));
        return steps.stream()
                .map(step -> Treatment.apply(step)
                        .map(why -> "failed: " + step.command() + ": " + why)
                        .orElseGet(() -> "done: " + step.command()))
                .toList();
    }

    private static Facts facts(AgentConfig settings) {
        return Doctor.examine(
                settings,
                EngineView.docker(settings.docker().host(), PATIENCE),
                () -> agent(settings),
                new Sysctl(),
                Patience.DEFAULT);
    }

    private static AgentView.Said agent(AgentConfig settings) {
        try {
            AgentClient.Answer answer = new AgentClient(settings.status().socket()).request("GET", "/api/v1/status");
            return answer.status() >= OK_FROM && answer.status() < OK_BELOW
                    ? AgentView.Said.of(StatusJson.read(answer.body()))
                    : AgentView.Said.nothing(
                            "the agent is not ready: " + answer.body().strip());
        } catch (IOException | IllegalArgumentException e) {
            return AgentView.Said.nothing(
                    "no agent answers at " + settings.status().socket() + " (" + e.getMessage() + ")");
        }
    }
}
