package io.fairlead.sidecar.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.health.CheckResult;
import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.ffi.StreamSockets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenerCheckTest {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final CheckResult PASSED = new CheckResult.Passed();

    @TempDir
    private Path folder;

    @Test
    void aRequiredListenerThatIsGoneFailsEachTime() throws Exception {
        ListenerCheck check = check(Optional.empty(), Set.of(), true);
        try (ServerSocket listener = listener()) {
            table("0100007F", listener.getLocalPort());
            assertThat(asked(check)).isEqualTo(PASSED);
        }
        assertThat(asked(check)).isInstanceOf(CheckResult.Failed.class);
        Files.writeString(folder.resolve("tcp"), "head\n");
        assertThat(asked(check)).isInstanceOf(CheckResult.Failed.class);
        assertThat(asked(check)).isInstanceOf(CheckResult.Failed.class);
    }

    @Test
    void noListenerIsNoFailureWhereHaproxyIsAskedInOtherWays() throws Exception {
        Files.writeString(folder.resolve("tcp"), "head\n");
        assertThat(asked(check(Optional.empty(), Set.of(), false))).isEqualTo(PASSED);
    }

    @Test
    void ourOwnPortDockersResolverAndTheVirtualAddressAreNotAsked() throws Exception {
        // Nobody listens at any of them: asked, they would fail.
        table("0100007F", 8410);
        assertThat(asked(check(Optional.empty(), Set.of(8410), false))).isEqualTo(PASSED);
        table("0B00007F", 1);
        assertThat(asked(check(Optional.empty(), Set.of(), false))).isEqualTo(PASSED);
        table("C900007F", 1);
        assertThat(asked(check(Optional.empty(), Set.of(), false))).isEqualTo(PASSED);
    }

    @Test
    void aPortThatIsAskedForMustBeThere() throws Exception {
        table("0100007F", 1);
        assertThat(asked(check(Optional.of(List.of(80)), Set.of(), false)))
                .isEqualTo(new CheckResult.Failed("nothing listens on port 80"));
    }

    private ListenerCheck check(Optional<List<Integer>> ports, Set<Integer> ours, boolean required) {
        return new ListenerCheck(
                folder, ports, Set.of(IpAddress.parse("127.0.0.201")), ours, required, new StreamSockets());
    }

    /** Listeners of this machine answer at once. */
    private static CheckResult asked(ListenerCheck check) {
        check.ask(0, LIMIT.toNanos());
        return check.result().orElseThrow();
    }

    private void table(String address, int port) throws IOException {
        Files.writeString(folder.resolve("tcp"), "head\n   0: %s:%04X 00000000:0000 0A 0\n".formatted(address, port));
    }

    private static ServerSocket listener() throws IOException {
        return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }
}
