package io.fairlead.tests.kernel.check;

import io.fairlead.lab.run.Child;
import io.fairlead.lab.run.Command;
import io.fairlead.linux.ffi.Syscalls;
import io.fairlead.linux.process.Signal;
import io.fairlead.tests.kernel.Deadline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A real node of a Galera cluster, one of several on addresses of loopback. */
final class GaleraNode {
    private static final int PORT = 3306;
    private static final String PROVIDER = "/usr/lib/galera/libgalera_smm.so";

    private final CheckedNamespace namespace;
    private final Path folder;
    private final int number;
    private Child server;

    GaleraNode(CheckedNamespace namespace, Path folder, int number) {
        this.namespace = namespace;
        this.folder = folder;
        this.number = number;
    }

    String address() {
        return address(number);
    }

    private static String address(int number) {
        return "127.0.0.1" + number;
    }

    int port() {
        return PORT;
    }

    private String data() {
        return folder.resolve("node" + number).toString();
    }

    private String socket() {
        return folder.resolve("node" + number + ".sock").toString();
    }

    /** Small, and nothing is waited for on a disk. */
    private static final List<String> STORAGE = List.of(
            "--innodb-buffer-pool-size=16M",
            "--innodb-log-file-size=8M",
            "--innodb-flush-method=nosync",
            "--innodb-flush-log-at-trx-commit=0",
            "--key-buffer-size=1M",
            "--aria-pagecache-buffer-size=1M");

    /** With tables of its own, for the one that begins the cluster. */
    void install() {
        Command.of("mariadb-install-db", "--no-defaults", "--user=mysql", "--datadir=" + data())
                .with("--auth-root-authentication-method=normal", "--skip-test-db")
                .with(STORAGE.toArray(String[]::new))
                .check();
    }

    /** Without any data: the others send it all when it joins. */
    void clear() {
        Command.of("rm", "-rf", data()).check();
        Command.of("install", "-d", "-o", "mysql", data()).check();
    }

    void begin() {
        start("gcomm://");
    }

    /** Joins a cluster of {@code nodes}; the state comes from the {@code donor}. */
    void join(int nodes, int donor) {
        String others =
                IntStream.rangeClosed(1, nodes).mapToObj(GaleraNode::address).collect(Collectors.joining(","));
        start("gcomm://" + others, "--wsrep-sst-donor=node" + donor);
    }

    private void start(String cluster, String... more) {
        List<String> options = List.of(
                "gmcast.listen_addr=tcp://" + address() + ":4567",
                "ist.recv_addr=" + address() + ":4568",
                "gcache.size=8M",
                "evs.keepalive_period=PT0.2S",
                "evs.inactive_check_period=PT0.25S",
                "evs.suspect_timeout=PT2S",
                "evs.inactive_timeout=PT4S");
        Command command = Command.of(
                        // Galera puts its threads into the ordinary class, which it may not from a lower one.
                        "chrt",
                        "--other",
                        "0",
                        "env",
                        "PATH=" + folder + ":/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
                        "mariadbd",
                        "--no-defaults")
                .with("--user=mysql", "--datadir=" + data(), "--socket=" + socket(), "--bind-address=" + address())
                .with("--port=" + PORT, "--pid-file=" + data() + ".pid", "--skip-name-resolve")
                .with(STORAGE.toArray(String[]::new))
                .with("--innodb-autoinc-lock-mode=2", "--binlog-format=ROW")
                .with("--wsrep-on=ON", "--wsrep-provider=" + PROVIDER, "--wsrep-cluster-name=test")
                .with("--wsrep-node-name=node" + number, "--wsrep-node-address=" + address())
                .with("--wsrep-sst-method=held", "--wsrep-cluster-address=" + cluster)
                .with("--wsrep-provider-options=" + String.join(";", options))
                .with(more);
        server = namespace.server("node" + number, command.argv().toArray(String[]::new));
    }

    /** Waits until it has this local state in Galera's words: {@code Synced}. */
    void await(String state, Duration limit) {
        Deadline.await("node " + number + " " + state, limit, () -> isIn(state), () -> server.failed("is not there"));
    }

    private boolean isIn(String state) {
        return client("SHOW STATUS LIKE 'wsrep_local_state_comment'")
                .run()
                .out()
                .contains(state);
    }

    void sql(String statement) {
        client(statement).check();
    }

    private Command client(String statement) {
        return Command.of("mariadb", "--no-defaults", "--socket=" + socket(), "--user=root", "-BNe", statement);
    }

    void kill() {
        Syscalls.kill(Math.toIntExact(server.pid()), Signal.KILL.number());
    }
}
