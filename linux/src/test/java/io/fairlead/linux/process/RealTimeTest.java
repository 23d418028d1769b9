package io.fairlead.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("kernel")
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RealTimeTest {
    private static final int SCHED_OTHER = 0;
    private static final int SCHED_FIFO = 1;
    private static final int SCHED_IDLE = 5;

    @Test
    void allThreadsGetRealTimeButChildrenDoNot() throws IOException {
        try (ChildJvm child = new ChildJvm(Asking.class, Map.of())) {
            assertThat(child.line())
                    .isEqualTo("true true [all threads run under SCHED_FIFO with priority 2, memory is locked]");
            assertThat(child.line()).isEqualTo("others []");
            assertThat(child.line()).isEqualTo("child " + SCHED_OTHER);
        }
    }

    @Test
    void withoutTheCapabilitiesItSaysSoAndGoesOn() throws IOException {
        List<String> asInAContainer =
                List.of("chrt", "--other", "0", "setpriv", "--bounding-set", "-sys_nice,-ipc_lock", "--");
        try (ChildJvm child = new ChildJvm(asInAContainer, Asking.class, Map.of())) {
            assertThat(child.line())
                    .startsWith("false false [no real-time scheduling: ulimit rtprio (or CAP_SYS_NICE) is missing")
                    .endsWith("memory is not locked: CAP_IPC_LOCK is missing]");
            assertThat(child.line()).startsWith("others [").contains("(java)");
            assertThat(child.line()).isEqualTo("child " + SCHED_OTHER);
        }
    }

    /** As under a Docker Engine that somebody runs with what is left of the processor. */
    @Test
    void inTheIdleClassWithoutTheRightToLeaveItChildrenAreIdleToo() throws IOException {
        List<String> idle = List.of("chrt", "--idle", "0", "setpriv", "--bounding-set", "-sys_nice,-ipc_lock", "--");
        try (ChildJvm child = new ChildJvm(idle, Asking.class, Map.of())) {
            assertThat(child.line()).startsWith("false false [no real-time scheduling: ");
            assertThat(child.line()).startsWith("others [");
            assertThat(child.line()).isEqualTo("child " + SCHED_IDLE);
            assertThat(child.line()).isEqualTo("ended with 0");
        }
    }

    /** Asks for real time, then tells the policies of its threads and of a child. */
    static final class Asking {
        private Asking() {}

        public static void main(String[] arguments) throws Exception {
            RealTime.Outcome outcome = RealTime.request(2);
            System.out.println(outcome.scheduled() + " " + outcome.locked() + " " + outcome.words());
            Set<String> others = new TreeSet<>();
            try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
                for (Path thread : threads.toList()) {
                    String stat = Files.readString(thread.resolve("stat"));
                    if (policy(stat) != SCHED_FIFO) {
                        others.add(stat.substring(stat.indexOf('('), stat.indexOf(')') + 1));
                    }
                }
            }
            System.out.println("others " + others);
            Process child = RealTime.atNormalPriority(() -> new ProcessBuilder("cat", "/proc/self/stat").start());
            String stat = new String(child.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            System.out.println("child " + policy(stat));
            System.out.println("ended with " + ending(Child.start(List.of("/bin/true"), Map.of())));
        }

        private static int ending(Child child) {
            try (child) {
                OptionalInt status = child.ending();
                while (status.isEmpty()) {
                    Thread.onSpinWait();
                    status = child.ending();
                }
                return status.getAsInt();
            }
        }

        /** Field 41 of proc(5); the name in parentheses before field 3 may contain spaces. */
        private static int policy(String stat) {
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Integer.parseInt(fields[41 - 3]);
        }
    }
}
