package io.fairlead.agent.forwarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {
    private static final ForwardingState STATE = new ForwardingState(
            Set.of(Services.v4(80, 80).key(), Services.v6().key()),
            Map.of("nft ip fairlead", RuleMark.of(List.of("written"), List.of("listed"))),
            Map.of("net.ipv4.ip_forward", new ChangedSetting("0", "1")),
            Set.of("master on eth1, id 7"));

    @TempDir
    private Path folder;

    @Test
    void stateComesBackAsItWasWritten() throws IOException {
        StateFile file = new StateFile(folder.resolve("new/forwarding.json"), "this boot");

        file.write(ForwardingState.EMPTY);
        file.write(STATE);

        assertThat(file.read()).isEqualTo(STATE);
        try (var files = Files.list(folder.resolve("new"))) {
            assertThat(files).containsExactly(folder.resolve("new/forwarding.json"));
        }
    }

    @Test
    void noFileClaimsNothing() throws IOException {
        assertThat(new StateFile(folder.resolve("none"), "this boot").read()).isEqualTo(ForwardingState.EMPTY);
    }

    @Test
    void fileOfAnotherKernelClaimsNothing() throws IOException {
        Path path = folder.resolve("forwarding.json");
        new StateFile(path, "the boot before").write(STATE);

        assertThat(new StateFile(path, "this boot").read()).isEqualTo(ForwardingState.EMPTY);
    }

    @Test
    void damagedFileIsSaidToBeDamaged() throws IOException {
        Path path = folder.resolve("forwarding.json");
        StateFile file = new StateFile(path, "this boot");

        Files.writeString(path, "{ \"kernel\": ");
        assertThatThrownBy(file::read).isInstanceOf(IOException.class).hasMessageStartingWith("it is no JSON: ");

        Files.writeString(path, "{\"kernel\":\"this boot\",\"ipvs\":[{\"protocol\":\"TCP\",\"address\":\"x\"}]}");
        assertThatThrownBy(file::read).isInstanceOf(IOException.class).hasMessageContaining("'x' is not an IP address");
    }

    @Test
    void thisKernelIsTheSameInOneLifeOfTheMachine() {
        assertThat(StateFile.here(folder).kernel())
                .isEqualTo(StateFile.here(folder).kernel())
                .contains(" net:");
    }

    @Test
    void journalThatCannotReadClaimsNothingAndSaysSo() throws IOException {
        Path path = folder.resolve("forwarding.json");
        Files.writeString(path, "?");

        Journal journal = Journal.open(new StateFile(path, "this boot"));

        assertThat(journal.state()).isEqualTo(ForwardingState.EMPTY);
        assertThat(journal.complaint().orElseThrow())
                .startsWith("cannot read " + path + ", so services of an earlier run count as somebody else's");
    }

    @Test
    void journalThatCannotWriteGoesOnAndSaysSo() throws IOException {
        Path inTheWay = Files.createFile(folder.resolve("file"));
        Journal journal = Journal.open(new StateFile(inTheWay.resolve("forwarding.json"), "this boot"));

        journal.note(STATE);

        assertThat(journal.state()).isEqualTo(STATE);
        assertThat(journal.complaint().orElseThrow()).startsWith("cannot write ");
    }
}
