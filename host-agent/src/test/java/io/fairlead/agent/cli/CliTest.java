package io.fairlead.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CliTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    private int fairlead(String... arguments) {
        return Cli.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    @Test
    void statusWithoutAnAgentSaysSoPlainlyAndFails() {
        assertThat(fairlead("status", "--socket", folder.resolve("none.sock").toString()))
                .isEqualTo(1);
        assertThat(err.toString()).startsWith("No agent answers at " + folder.resolve("none.sock"));
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void unknownCommandIsOneLineWithTheNearestAndExitCode2() {
        assertThat(fairlead("stauts")).isEqualTo(2);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("'stauts'")
                .contains("did you mean 'status'?");
    }

    @Test
    void noCommandIsExitCode2() {
        assertThat(fairlead()).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1);
    }

    @Test
    void wrongConfigurationIsOneLineEachAndExitCode2() throws Exception {
        Path file = Files.writeString(folder.resolve("f.conf"), "lan.vird = 5\nlan.priority = 999\n");
        assertThat(fairlead("config", "show", "--config", file.toString())).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly(
                        "fairlead: " + file
                                + ":1: unknown key lan.vird; did you mean 'lan.vrid'?; rename or remove it; "
                                + "`fairlead config show` lists all",
                        "fairlead: " + file + ":2: lan.priority = 999 is not a number from 1 to 255; write one");
    }

    @Test
    void configShowNamesEveryOrigin() throws Exception {
        Path file = Files.writeString(folder.resolve("f.conf"), "lan {\n  priority = 120\n}\n");
        assertThat(fairlead("config", "show", "--config", file.toString())).isZero();
        assertThat(out.toString().lines())
                .anyMatch(line -> line.matches("lan.priority = 120 +# .*f.conf:2"))
                .anyMatch(line -> line.matches("lan.vrid = 0 +# default"));
    }

    @Test
    void versionAndCompletionAnswer() {
        assertThat(fairlead("version")).isZero();
        assertThat(out.toString()).matches("fairlead [0-9]+\\.[0-9]+\\.[0-9]+.*\\R");
        assertThat(fairlead("completion")).isZero();
        assertThat(out.toString()).contains("complete -F _complete_fairlead");
    }

    @Test
    void doctorListsAllThatItCanFindWithoutLooking() {
        assertThat(fairlead("doctor", "--list")).isZero();
        assertThat(out.toString()).contains("ip-forward-off", "vrrp-strict");
        assertThat(fairlead("doctor", "--list", "--json")).isZero();
        assertThat(out.toString()).contains("\"id\" : \"vrrp-strict\"");
    }

    @Test
    void doctorTakesWrongArgumentsAndSettingsAsExitCode2() throws Exception {
        assertThat(fairlead("doctor", "--fxi")).isEqualTo(2);
        Path file = Files.writeString(folder.resolve("f.conf"), "lan.vird = 5\n");
        assertThat(fairlead("doctor", "--config", file.toString())).isEqualTo(2);
        assertThat(fairlead("completion")).isZero();
        assertThat(out.toString()).contains("doctor");
    }
}
