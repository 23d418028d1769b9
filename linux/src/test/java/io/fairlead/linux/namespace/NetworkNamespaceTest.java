package io.fairlead.linux.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.ffi.Syscalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class NetworkNamespaceTest {
    private static final Path OWN = Path.of("/proc/thread-self/ns/net");

    @Test
    void jobRunsInsideAndTheCallerStaysOutside() throws Exception {
        NamespaceIdentity before = NamespaceIdentity.of(OWN);
        try (NetworkNamespace fresh = fresh()) {
            NamespaceIdentity inside = fresh.call(() -> NamespaceIdentity.of(OWN));

            assertThat(inside).isEqualTo(fresh.identity()).isNotEqualTo(before);
            assertThat(NamespaceIdentity.of(OWN)).isEqualTo(before);
        }
    }

    @Test
    void jobSeesTheNetworkOfTheNamespaceOnly() throws Exception {
        try (NetworkNamespace fresh = fresh()) {
            List<String> lines = fresh.call(() -> Files.readAllLines(Path.of("/proc/thread-self/net/dev")));

            // Two lines of headings and loopback.
            assertThat(lines).hasSize(3);
            assertThat(lines.getLast()).contains("lo:");
        }
    }

    @Test
    void manyCallsAtOnceFromVirtualThreadsLeakNothing() throws Exception {
        NamespaceIdentity before = NamespaceIdentity.of(OWN);
        try (NetworkNamespace one = fresh();
                NetworkNamespace two = fresh();
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> right = java.util.stream.IntStream.range(0, 200)
                    .mapToObj(round -> {
                        NetworkNamespace target = round % 2 == 0 ? one : two;
                        return executor.submit(() ->
                                target.call(() -> NamespaceIdentity.of(OWN)).equals(target.identity())
                                        && NamespaceIdentity.of(OWN).equals(before));
                    })
                    .toList();

            for (Future<Boolean> each : right) {
                assertThat(each.get()).isTrue();
            }
        }
    }

    @Test
    void whatTheJobThrowsReachesTheCallerAsItIs() {
        try (NetworkNamespace fresh = fresh()) {
            assertThatThrownBy(() -> fresh.call(() -> {
                        throw new IOException("inside");
                    }))
                    .isInstanceOf(IOException.class)
                    .hasMessage("inside");
        }
    }

    @Test
    void twoHandlesOfOneNamespaceAreIdentical() {
        try (NetworkNamespace byThread = NetworkNamespace.current();
                NetworkNamespace byProcess =
                        NetworkNamespace.ofProcess(ProcessHandle.current().pid());
                NetworkNamespace other = fresh()) {
            assertThat(byThread.identity()).isEqualTo(byProcess.identity()).isNotEqualTo(other.identity());
        }
    }

    @Test
    void processThatIsGoneIsAKernelError() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();

        assertThatThrownBy(() -> NetworkNamespace.ofProcess(process.pid()))
                .isInstanceOf(KernelException.class)
                .hasMessageContaining("ENOENT");
    }

    @Test
    void fileThatIsNoNamespaceIsRefusedWhenItIsEntered() throws IOException {
        Path file = Files.createTempFile("fairlead", "file");
        try (NetworkNamespace none = NetworkNamespace.ofPath(file)) {
            assertThatThrownBy(() -> none.run(() -> {}))
                    .isInstanceOf(KernelException.class)
                    .hasMessageContaining("EINVAL");
        } finally {
            Files.delete(file);
        }
    }

    /** A new namespace that lives as long as the handle. */
    private static NetworkNamespace fresh() {
        NetworkNamespace[] made = new NetworkNamespace[1];
        Thread maker = Thread.ofPlatform().start(() -> {
            Syscalls.unshare(Syscalls.CLONE_NEWNET);
            made[0] = NetworkNamespace.current();
        });
        try {
            maker.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return made[0];
    }
}
