package io.fairlead.lab.stack;

import io.fairlead.core.net.IpPrefix;
import io.fairlead.lab.engine.Engine;
import io.fairlead.lab.fault.EngineApi;
import io.fairlead.lab.fault.ServiceContainer;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.run.Command;
import io.fairlead.lab.run.Folders;
import io.fairlead.lab.run.Repository;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The stack of compose/one-host on an engine.
 *
 * @param engine its engine
 * @param project compose's name for it
 * @param runFolder where the agent puts its socket, on the engine's host
 * @param folder with compose's file and what it names
 */
public record OneHost(Engine engine, String project, Path runFolder, Path folder) {
    /** The container VIP, as compose/one-host has it. */
    public static final String VIP = "10.156.0.201";

    /** The LAN VIP, as compose/one-host has it by default. */
    public static final IpPrefix LAN_VIP = IpPrefix.parse("192.168.156.156/24");

    /** The engine's host on the LAN. */
    public static final IpPrefix HOST = IpPrefix.parse("192.168.156.1/24");

    /** A client on the LAN. */
    public static final IpPrefix CLIENT = IpPrefix.parse("192.168.156.10/24");

    /** Names who answered: HAProxy puts it on every answer that passes. */
    public static final String NAME_HEADER = "X-Served-By";

    /** The two HAProxy services. */
    public static final List<String> HAPROXIES = List.of("h1", "h2");

    private static final String AGENT = "agent";
    private static final Duration UP = Duration.ofMinutes(5);

    /** That of the repository, as it is. */
    public OneHost(Engine engine, String project, Path runFolder) {
        this(engine, project, runFolder, repositorys());
    }

    /** compose/one-host of this clone. */
    public static Path repositorys() {
        return Repository.root().resolve("compose").resolve("one-host");
    }

    /**
     * Creates and starts the containers of {@code services}, all for none; {@code cleanup} removes them, their network and their
     * volumes.
     */
    public void up(Cleanup cleanup, String... services) {
        cleanup.add("the stack " + project, this::down);
        compose("up", "--detach").with(services).timeout(UP).check();
    }

    /** Removes its containers, network, volumes and run folder; nothing happens where there are none. */
    public void down() {
        if (engine.namespace().isEmpty()) {
            release();
        }
        compose("down", "--volumes", "--timeout", "0").check();
        Folders.remove(runFolder);
    }

    /** An agent that is only stopped leaves address and rules in the kernel, which here is the user's. */
    private void release() {
        compose("exec", "-T", AGENT, "fairlead", "release").run();
    }

    public ServiceContainer agent(EngineApi api) {
        return api.container(project, AGENT);
    }

    /** The last lines that each container wrote. */
    public String lastWords(int lines) {
        return compose("logs", "--no-color", "--tail=" + lines).run().out();
    }

    private Command compose(String... arguments) {
        return engine.compose(folder, project, arguments)
                .env("DOCKER_SOCKET", engine.socket().toString())
                .env("FAIRLEAD_RUN", runFolder.toString())
                .env("LAN_VIP", LAN_VIP.toString());
    }
}
