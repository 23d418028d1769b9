package io.fairlead.linux.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.ffi.PollSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    @Test
    void theExitStatusIsThePrograms() {
        assertThat(ending(shell("exit 7"))).isEqualTo(7);
    }

    @Test
    void aSignalThatKilledItCounts128More() {
        Child child = shell("sleep 60");
        assertThat(child.ending()).isEmpty();

        child.send(Signal.KILL);

        assertThat(ending(child)).isEqualTo(128 + 9);
    }

    @Test
    void itHasItsArgumentsItsEnvironmentNoInputAndNoDescriptorOfOurs() throws Exception {
        Path said = folder.resolve("said");
        Child child = Child.start(
                List.of(
                        "/bin/sh",
                        "-c",
                        "cat; echo \"$1 $WORD $(ls /proc/self/fd | wc -l)\" > \"$0\"",
                        said.toString(),
                        "a b"),
                Map.of("WORD", "ümlaut", "PATH", "/usr/bin:/bin"));

        assertThat(ending(child)).isZero();
        // ls has its three and the folder that it reads; a pipe of the shell's is its output.
        assertThat(Files.readString(said)).isEqualTo("a b ümlaut 4\n");
    }

    @Test
    void aProgramThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> Child.start(List.of("/no/such/program"), Map.of()))
                .isInstanceOf(KernelException.class)
                .hasMessageContaining("/no/such/program")
                .hasMessageContaining("ENOENT");
    }

    private static Child shell(String script) {
        return Child.start(List.of("/bin/sh", "-c", script), Map.of("PATH", "/usr/bin:/bin"));
    }

    private static int ending(Child child) {
        try (child) {
            PollSet set = new PollSet(1);
            set.watch(0, child.fd(), PollSet.POLLIN);
            assertThat(set.await(1, SOON.toNanos())).as("it ends").isEqualTo(1);
            return child.ending().orElseThrow();
        }
    }
}
