package io.fairlead.lab.bench.failover;

import io.fairlead.lab.engine.Engine;
import io.fairlead.lab.run.Command;
import java.nio.file.Path;
import java.util.List;

/**
 * The containers of a keepalived form, with the addresses of compose/one-host.
 *
 * @param project compose's label, by which its containers are found
 * @param folder the configurations
 */
record KeepalivedStack(Engine engine, String project, Path folder) {
    private static final String SUBNET = "10.156.0.0/24";
    private static final String MOUNTED = "/bench";
    private static final String HAPROXY = "haproxy -W -db -f " + MOUNTED + "/" + BenchFiles.HAPROXY;
    /** A shell that waits is a first process that reaps what others leave behind. */
    private static final List<String> IDLE = List.of("bash", "-c", "sleep infinity & wait");

    void up(boolean haproxyFirst) {
        engine.docker("network", "create", "--subnet", SUBNET, project).check();
        List<String> first = haproxyFirst ? List.of(HAPROXY.split(" ")) : IDLE;
        run("b1", "10.156.0.211", backend());
        run("b2", "10.156.0.212", backend());
        run("h1", "10.156.0.2", first);
        run("h2", "10.156.0.3", first);
    }

    private static List<String> backend() {
        return List.of("haproxy", "-W", "-db", "-f", MOUNTED + "/" + BenchFiles.BACKEND);
    }

    private void run(String service, String address, List<String> command) {
        engine.docker("run", "--detach", "--name", name(service), "--hostname", service)
                .with("--network", project, "--ip", address, "--cap-add", "NET_ADMIN")
                .with("--ulimit", "nofile=16384:16384", "--stop-signal", "SIGUSR1")
                .with("--volume", folder + ":" + MOUNTED + ":ro")
                .with("--label", "com.docker.compose.project=" + project)
                .with("--label", "com.docker.compose.service=" + service)
                .with(KeepalivedImage.NAME)
                .with(command.toArray(String[]::new))
                .check();
    }

    void startHaproxy(String service) {
        exec(service).with(HAPROXY.split(" ")).check();
    }

    /** A pid file of an earlier life can name a process of today. */
    void startKeepalived(String service) {
        String keepalived =
                "rm -f /run/*.pid /run/keepalived/*.pid; exec keepalived --dont-fork --log-console --use-file="
                        + MOUNTED + "/" + service + ".conf";
        exec(service).with("sh", "-c", keepalived).check();
    }

    private Command exec(String service) {
        return engine.docker("exec", "--detach", name(service));
    }

    private String name(String service) {
        return project + "-" + service;
    }

    /** Takes everything away; what is not there is fine. */
    void down() {
        for (String service : List.of("h1", "h2", "b1", "b2")) {
            engine.docker("rm", "--force", "--volumes", name(service)).run();
        }
        engine.docker("network", "rm", project).run();
    }
}
