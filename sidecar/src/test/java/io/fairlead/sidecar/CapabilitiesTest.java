package io.fairlead.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.text.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CapabilitiesTest {
    @TempDir
    private Path folder;

    @Test
    void bothCapabilitiesAreEnough() throws Exception {
        assertThat(Capabilities.missing(status(0, "0000000000003000"))).isEmpty();
    }

    @Test
    void theMissingOneIsNamedWithTheLineForCompose() throws Exception {
        assertThat(Capabilities.missing(status(0, "0000000000002000")).map(Problem::line))
                .contains("capabilities: NET_ADMIN is missing, without which no address can be held;"
                        + " give this service cap_add: [NET_ADMIN, NET_RAW]");
    }

    @Test
    void anotherUserThanRootIsToldWhyHeHasNone() throws Exception {
        assertThat(Capabilities.missing(status(1000, "0000000000000000"))
                        .orElseThrow()
                        .line())
                .contains("NET_ADMIN and NET_RAW are missing")
                .contains("user: root, since it runs as user 1000");
    }

    private Path status(int user, String effective) throws Exception {
        return Files.writeString(
                folder.resolve("status"),
                "Name:\tjava\nUid:\t%d\t%d\t%d\t%d\nCapEff:\t%s\n".formatted(user, user, user, user, effective));
    }
}
