package io.fairlead.linux.ffi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FdTest {
    @Test
    void fileIsReadToItsEndAndWritten(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("größe"), "ahoy");
        NativeBuffer buffer = NativeBuffer.allocate(10);
        try (Fd fd = Fd.open(file.toString(), Fd.O_RDWR)) {
            assertThat(fd.read(buffer)).hasValue(4);
            assertThat(fd.read(buffer)).hasValue(0);
            assertThat(fd.write(NativeBuffer.of("!?".getBytes(StandardCharsets.UTF_8)), 1))
                    .isOne();
        }
        assertThat(file).hasContent("ahoy!");
    }

    @Test
    void missingFileIsNamed() {
        assertThatThrownBy(() -> Fd.open("/nowhere/at/all", Fd.O_RDONLY))
                .isInstanceOfSatisfying(
                        KernelException.class,
                        e -> assertThat(e.is(Errno.ENOENT)).isTrue())
                .hasMessage("open /nowhere/at/all: ENOENT");
    }

    @Test
    void eventDescriptorIsReadableFromSignalToDrain() {
        try (EventFd event = new EventFd()) {
            PollSet poll = new PollSet(2);
            poll.watch(0, -1, PollSet.POLLIN);
            poll.watch(1, event.number(), PollSet.POLLIN);
            assertThat(poll.await(2, 0)).isZero();

            event.signal();
            event.signal();
            assertThat(poll.await(2, -1)).isOne();
            assertThat(poll.returned(0)).isZero();
            assertThat(poll.returned(1)).isEqualTo(PollSet.POLLIN);

            event.drain();
            event.drain();
            assertThat(poll.await(2, 1_000_000)).isZero();
        }
    }

    @Test
    void endOfAProcessMakesItsDescriptorReadable() throws IOException {
        Process process = new ProcessBuilder("sleep", "60").start();
        try (Fd pidfd = Syscalls.pidfdOpen((int) process.pid())) {
            PollSet poll = new PollSet(1);
            poll.watch(0, pidfd.number(), PollSet.POLLIN);
            assertThat(poll.await(1, 0)).isZero();

            Syscalls.pidfdSendSignal(pidfd, 9);
            assertThat(poll.await(1, 5_000_000_000L)).as("ended within 5 s").isOne();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void processThatIsNotThereHasNoDescriptor() {
        assertThatThrownBy(() -> Syscalls.pidfdOpen(0x7fff_fff0)).hasMessage("pidfd_open 2147483632: ESRCH");
        assertThatThrownBy(() -> Syscalls.kill(0x7fff_fff0, 0)).hasMessageEndingWith(": ESRCH");
    }

    @Test
    void threadKnowsItsId() throws IOException {
        int tid = Syscalls.gettid();
        assertThat(Files.readSymbolicLink(Path.of("/proc/thread-self")).toString())
                .endsWith("/task/" + tid);
    }
}
