package io.fairlead.agent.check;

import io.fairlead.core.check.CheckTarget;
import io.fairlead.core.check.Judgement;
import io.fairlead.core.check.Probe;
import io.fairlead.linux.process.RealTime;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A program that is run by a thread of its own, as another user, with a limited time. */
final class ScriptRun implements Run {
    private static final Logger LOG = LoggerFactory.getLogger(ScriptRun.class);

    private static final Path USERS = Path.of("/etc/passwd");
    private static final int MOST_OUTPUT = 4096;
    private static final int WHOLE_WEIGHT = 100;

    /** The exit status that says a weight of 0 %. */
    private static final int NO_WEIGHT = 2;

    private final CheckTarget target;
    private final Probe.Script script;
    private final Path folder;
    private final Ending ending;
    private boolean over;
    private volatile Optional<Process> process = Optional.empty();

    private ScriptRun(CheckTarget target, Probe.Script script, Path folder, Ending ending) {
        this.target = target;
        this.script = script;
        this.folder = folder;
        this.ending = ending;
    }

    /** Runs the script of that name in {@code folder}. */
    static ScriptRun start(CheckTarget target, Probe.Script script, Path folder, EventLoop loop, Ending ending) {
        ScriptRun run = new ScriptRun(target, script, folder, ending);
        Thread.ofPlatform().name("check script").daemon().start(() -> {
            Judgement judgement = run.judge();
            try {
                loop.execute(() -> run.end(judgement));
            } catch (RejectedExecutionException e) {
                LOG.debug("{} ended after the checks", script.name());
            }
        });
        return run;
    }

    private Judgement judge() {
        try {
            Optional<List<String>> command = command();
            if (command.isEmpty()) {
                return new Judgement.Bad("the check cannot be run: there is no user '" + script.user() + "'");
            }
            Process started =
                    RealTime.atNormalPriority(() -> builder(command.get()).start());
            process = Optional.of(started);
            return await(started);
        } catch (IOException e) {
            return new Judgement.Bad("the check cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Judgement.Bad("the check was interrupted");
        } catch (Exception e) {
            LOG.warn("{} cannot be run", script.name(), e);
            return new Judgement.Bad("the check cannot be run: " + e);
        }
    }

    private ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // Nothing of the agent's own: its environment may hold a password.
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        environment.put("FAIRLEAD_SERVICE", target.server().service());
        environment.put("FAIRLEAD_ADDRESS", target.server().address().toString());
        environment.put("FAIRLEAD_PORT", Integer.toString(target.port()));
        return builder;
    }

    private Optional<List<String>> command() throws IOException {
        String file = folder.resolve(script.name()).toString();
        if (script.user().equals("root")) {
            return Optional.of(List.of(file));
        }
        for (String line : Files.readAllLines(USERS)) {
            String[] fields = line.split(":", -1);
            if (fields.length > 3 && fields[0].equals(script.user())) {
                List<String> command = new ArrayList<>(List.of("setpriv", "--clear-groups", "--no-new-privs"));
                command.addAll(List.of("--reuid=" + fields[2], "--regid=" + fields[3], "--", file));
                return Optional.of(command);
            }
        }
        return Optional.empty();
    }

    private Judgement await(Process started) throws IOException, InterruptedException {
        started.getOutputStream().close();
        long timeout = target.settings().timing().timeout().toMillis();
        if (!started.waitFor(timeout, TimeUnit.MILLISECONDS)) {
            kill();
            return new Judgement.Bad("not done within " + timeout + " ms");
        }
        String said = firstLine(started.getInputStream());
        int status = started.exitValue();
        if (status == 0) {
            return new Judgement.Good(said);
        }
        int weight = status - NO_WEIGHT;
        return script.weightByStatus() && weight >= 0 && weight <= WHOLE_WEIGHT
                ? new Judgement.Good(said, weight, "")
                : new Judgement.Bad("exit status " + status + (said.isEmpty() ? "" : ": " + said));
    }

    /** What is there: a process that it left behind may hold the pipe open for ever. */
    private static String firstLine(InputStream output) throws IOException {
        byte[] octets = output.readNBytes(Math.min(MOST_OUTPUT, output.available()));
        return new String(octets, StandardCharsets.UTF_8).lines().findFirst().orElse("");
    }

    private void kill() {
        process.ifPresent(running -> {
            running.descendants().forEach(ProcessHandle::destroyForcibly);
            running.destroyForcibly();
        });
    }

    private void end(Judgement judgement) {
        if (!over) {
            over = true;
            ending.judged(judgement);
        }
    }

    @Override
    public void giveUp() {
        over = true;
        kill();
    }
}
