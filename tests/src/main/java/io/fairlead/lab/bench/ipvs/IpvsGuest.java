package io.fairlead.lab.bench.ipvs;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fairlead.agent.AgentEvent;
import io.fairlead.core.health.RealServer;
import io.fairlead.core.health.ServerHealth;
import io.fairlead.lab.run.Command;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code ./fairlead bench ipvs} runs in the kernel with ip_vs. Arguments: runs, then the numbers of services. */
public final class IpvsGuest {
    private static final int CHANGES = 10;
    private static final int RELOADS = 4;

    private final Map<String, List<Double>> millis = new LinkedHashMap<>();
    private final Path folder;
    private final int count;

    private IpvsGuest(Path folder, int count) {
        this.folder = folder;
        this.count = count;
    }

    /** A step that is timed. */
    private interface Step {
        void run() throws IOException;
    }

    public static void main(String[] args) throws IOException {
        if (args[0].equals("adopt")) {
            adopt(Path.of(args[1]));
            return;
        }
        int runs = Integer.parseInt(args[0]);
        Path folder = Files.createTempDirectory("ipvs");
        for (int i = 1; i < args.length; i++) {
            IpvsGuest guest = new IpvsGuest(folder, Integer.parseInt(args[i]));
            for (int run = 0; run < runs; run++) {
                guest.fairlead();
                guest.ipvsadm();
                guest.keepalived();
            }
            System.out.println(new ObjectMapper()
                    .writeValueAsString(new IpvsResult(guest.count, System.getProperty("os.version"), guest.millis)));
        }
    }

    private void fairlead() throws IOException {
        ManyServices plain = ManyServices.plain(count);
        MiniatureAgent.configure(folder, plain);
        try (MiniatureAgent agent = MiniatureAgent.open(folder)) {
            time("fairlead: whole table", agent::start);
            for (int i = 0; i < CHANGES; i++) {
                Map<RealServer, ServerHealth> health = changed(i).health();
                time("fairlead: one change", () -> agent.hear(new AgentEvent.HealthSeen(health)));
            }
            time("fairlead: look at all", agent::check);
        }
        String before = TableView.words();
        try (MiniatureAgent agent = MiniatureAgent.open(folder)) {
            time("fairlead: adopt", agent::start);
        }
        time("fairlead: adopt, the JVM's start included", this::adoptInFreshProcess);
        if (!TableView.words().equals(before)) {
            throw new IllegalStateException("adopting changed the table");
        }
        try (MiniatureAgent agent = MiniatureAgent.open(folder)) {
            time("fairlead: give all up", agent::giveUp);
        }
    }

    /** Alternately with half the weight and with all of it; the last one with all. */
    private ManyServices changed(int round) {
        return round % 2 == 0 ? new ManyServices(count, ManyServices.WEIGHT / 2) : ManyServices.plain(count);
    }

    private void adoptInFreshProcess() {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of(
                "-cp", System.getProperty("java.class.path"), IpvsGuest.class.getName(), "adopt", folder.toString()));
        String millis = Command.of(command.toArray(String[]::new))
                .timeout(Duration.ofMinutes(3))
                .text()
                .lines()
                .toList()
                .getLast();
        note("fairlead: adopt, in a fresh JVM", Double.parseDouble(millis));
    }

    private static void adopt(Path folder) {
        long begun = System.nanoTime();
        try (MiniatureAgent agent = MiniatureAgent.open(folder)) {
            agent.start();
            System.out.println((System.nanoTime() - begun) / 1e6);
        }
    }

    private void ipvsadm() throws IOException {
        String whole = ManyServices.plain(count).ipvsadm();
        time(
                "ipvsadm: whole table",
                () -> Command.of("ipvsadm", "-R")
                        .input(whole)
                        .timeout(Duration.ofMinutes(5))
                        .check());
        for (int i = 0; i < CHANGES; i++) {
            List<String> command = new ArrayList<>(List.of("ipvsadm"));
            command.addAll(changed(i).ipvsadmEdit());
            time(
                    "ipvsadm: one change",
                    () -> Command.of(command.toArray(String[]::new)).check());
        }
        TableView.clear();
    }

    private void keepalived() throws IOException {
        ManyServices plain = ManyServices.plain(count);
        try (TableView view = new TableView()) {
            long begun = System.nanoTime();
            try (Keepalived keepalived = Keepalived.start(folder, plain)) {
                view.awaitWhole(plain);
                note("keepalived: whole table", since(begun));
                for (int i = 0; i < RELOADS; i++) {
                    ManyServices next = changed(i);
                    time("keepalived: one change by reload", () -> {
                        keepalived.reload(next);
                        view.awaitWeight(next.middle(), next.changedWeight());
                    });
                }
            }
        }
        TableView.clear();
    }

    private void time(String what, Step step) throws IOException {
        long begun = System.nanoTime();
        step.run();
        note(what, since(begun));
    }

    private static double since(long begun) {
        return (System.nanoTime() - begun) / 1e6;
    }

    private void note(String what, double taken) {
        millis.computeIfAbsent(what, _ -> new ArrayList<>()).add(Math.round(taken * 10) / 10.0);
        System.err.printf("%d services, %s: %.1f ms%n", count, what, taken);
    }
}
