package io.fairlead.lab.bench.channel;

import io.fairlead.lab.fault.Fault;
import io.fairlead.lab.fault.ServiceContainer;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.run.Progress;
import io.fairlead.lab.stack.AgentStatus;
import io.fairlead.lab.stack.HaproxyPair;
import io.fairlead.lab.stack.OneHost;
import io.fairlead.lab.stack.Stage;
import io.fairlead.lab.stack.StageSetting;
import io.fairlead.lab.stack.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real agent with two members under siege; who besieges it is of the host, of a foreign container, and of a member. */
public final class ChannelSiege {
    private static final Duration WHOLE = Duration.ofSeconds(60);
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration SAMPLE = Duration.ofSeconds(5);
    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");

    private final Stage stage;
    private final Progress progress;

    private ChannelSiege(Stage stage, Progress progress) {
        this.stage = stage;
        this.progress = progress;
    }

    /** What came of it; sizes in MB of 10⁶ octets. */
    public record Outcome(
            long seconds,
            long connections,
            double residentAtStart,
            double residentAtWorst,
            double residentAtEnd,
            int openFilesAtStart,
            int openFilesAtEnd,
            long membersReconnected,
            long memberReports,
            List<String> refused,
            String killed,
            String promoted) {
        public Outcome {
            refused = List.copyOf(refused);
        }
    }

    /** Brings the stack up, besieges it for {@code length}, and kills the holder while it is besieged. */
    public static Outcome run(Duration length, int connectionsASecond, Cleanup cleanup, Progress progress)
            throws IOException {
        Stage stage = new StageSetting("siege", List.of(), cleanup, progress).raisePrivately();
        return new ChannelSiege(stage, progress).besiege(length, connectionsASecond, cleanup);
    }

    private Outcome besiege(Duration length, int rate, Cleanup cleanup) throws IOException {
        HaproxyPair members = stage.haproxies();
        Waiting.until("both members ready and connected", WHOLE, this::connected, members::state);
        ServiceContainer agent = stage.stack().agent(members.api());
        Waiting.until(
                "the agent's own numbers",
                WHOLE,
                () -> AgentStatus.metrics(agent)
                        .contains("fairlead_channel_welcomed_total " + OneHost.HAPROXIES.size()),
                () -> AgentStatus.metrics(agent));
        long jvm = agent.processes().stream()
                .filter(each -> each.isAgent())
                .findFirst()
                .orElseThrow()
                .pid();
        Path socket = Path.of("/proc/" + jvm + "/root/run/fairlead/channel/agent.sock");
        long welcomes = value(AgentStatus.metrics(agent), "fairlead_channel_welcomed_total");
        long reports = value(AgentStatus.metrics(agent), "fairlead_channel_reports_total");
        int filesAtStart = openFiles(jvm);
        progress.step("besieging the agent for " + length.toSeconds() + " s");
        List<Process> intruders = new ArrayList<>();
        // A container that is killed while a stranger is in its control groups cannot be taken down.
        String home = HaproxyPair.otherThan(members.holder().name());
        long[] origins = {
            0, members.container("b1").pid(), members.container(home).pid()
        };
        for (int i = 0; i < origins.length; i++) {
            Process intruder = start(socket, length, rate / origins.length, i);
            intruders.add(intruder);
            cleanup.add("an intruder", intruder::destroyForcibly);
            if (origins[i] != 0) {
                Membership.give(intruder.pid(), origins[i]);
            }
            intruder.getOutputStream().write('\n');
            intruder.getOutputStream().flush();
        }
        Memory memory = watch(jvm, length);
        String metrics = AgentStatus.metrics(agent);
        long welcomed = value(metrics, "fairlead_channel_welcomed_total") - welcomes;
        long reported = value(metrics, "fairlead_channel_reports_total") - reports;
        String holder = members.holder().name();
        progress.step("killing " + holder + " while the siege goes on");
        String promoted = kill(holder);
        long made = 0;
        for (Process intruder : intruders) {
            made += Long.parseLong(intruder.inputReader().readLine().strip());
        }
        return new Outcome(
                length.toSeconds(),
                made,
                memory.start,
                memory.worst,
                resident(jvm),
                filesAtStart,
                openFiles(jvm),
                welcomed,
                reported,
                AgentStatus.metrics(agent)
                        .lines()
                        .filter(line -> line.startsWith("fairlead_channel_refused_total{"))
                        .map(line -> line.substring(line.indexOf('"'))
                                .replace("\"", "")
                                .replace("}", ""))
                        .toList(),
                holder,
                promoted);
    }

    private boolean connected() {
        HaproxyPair members = stage.haproxies();
        return members.whole()
                && OneHost.HAPROXIES.stream()
                        .allMatch(name ->
                                HaproxyPair.metrics(members.container(name)).contains("fairlead_agent_connected 1"));
    }

    private String kill(String holder) {
        HaproxyPair members = stage.haproxies();
        ServiceContainer other = members.container(HaproxyPair.otherThan(holder));
        long before = value(HaproxyPair.metrics(other), "fairlead_agent_promotions_total");
        Fault.KILL.inject(members.container(holder));
        Waiting.until(
                "the other has the address",
                WHOLE,
                () -> members.holders().equals(List.of(other.name())),
                members::state);
        long promotions = value(HaproxyPair.metrics(other), "fairlead_agent_promotions_total") - before;
        return other.name() + (promotions > 0 ? " by the agent's order" : " by VRRP's timer");
    }

    private static Process start(Path socket, Duration length, int rate, int seed) throws IOException {
        // Somewhat longer than it is watched: the holder is killed meanwhile.
        long seconds = length.plus(WARM_UP).plusSeconds(5).toSeconds();
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Intruder.class.getName(),
                        socket.toString(),
                        Long.toString(seconds),
                        Integer.toString(rate),
                        Integer.toString(seed))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private record Memory(double start, double worst) {}

    /** The start is taken when the agent has warmed up under siege: what it needs for that is its working size. */
    private Memory watch(long jvm, Duration length) throws IOException {
        long begin = System.nanoTime();
        double start = 0;
        double worst = 0;
        while (System.nanoTime() - begin < WARM_UP.plus(length).toNanos()) {
            Waiting.within(SAMPLE, () -> false);
            double now = resident(jvm);
            if (System.nanoTime() - begin >= WARM_UP.toNanos()) {
                start = start == 0 ? now : start;
                worst = Math.max(worst, now);
            }
            progress.detail(String.format(
                    Locale.ROOT,
                    "%d s left, the agent has %.1f MB",
                    (WARM_UP.plus(length).toNanos() - (System.nanoTime() - begin)) / 1_000_000_000,
                    now));
        }
        return new Memory(start, worst);
    }

    private static double resident(long pid) throws IOException {
        Matcher matcher = RESIDENT.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
        if (!matcher.find()) {
            throw new IOException("process " + pid + " has no size");
        }
        return Long.parseLong(matcher.group(1)) * 1024 / 1e6;
    }

    private static int openFiles(long pid) throws IOException {
        try (var files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return (int) files.count();
        }
    }

    private static long value(String metrics, String name) {
        Matcher matcher = Pattern.compile("(?m)^" + name + " ([0-9]+)").matcher(metrics);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + name + " in: " + metrics);
        }
        return Long.parseLong(matcher.group(1));
    }
}
