package io.fairlead.core.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.channel.SidecarMessage.Hello;
import io.fairlead.core.channel.SidecarMessage.Report;
import io.fairlead.core.health.Verdict;
import io.fairlead.core.net.IpAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameReaderTest {
    private static final IpAddress VIP = IpAddress.parse("10.0.0.201");
    private static final RouterReport ROUTER =
            new RouterReport(VIP, IpAddress.parse("10.0.0.2"), Duration.ofMillis(100), 100, true, Role.ACTIVE, true);

    @Test
    void theWireFormStaysAsItIs() {
        assertThat(hex(SidecarFrames.encode(new Hello(1, "0.1")))).isEqualTo("000b" + "0101" + "0001" + "0003302e31");
        assertThat(hex(SidecarFrames.encode(new Report(List.of(ROUTER), Verdict.HEALTHY, "", true))))
                .isEqualTo("0018" + "0102" + "01" + "01" + "0000" + "01" + "040a0000c9" + "040a000002" + "000a" + "64"
                        + "03" + "02");
        assertThat(hex(AgentFrames.encode(new AgentMessage.Promote(VIP, 0x0102030405060708L, "x"))))
                .isEqualTo("0014" + "0102" + "040a0000c9" + "0102030405060708" + "000178");
        assertThat(hex(AgentFrames.encode(new AgentMessage.Ping()))).isEqualTo("00040106");
    }

    @ParameterizedTest
    @CsvSource({
        "0003010200000000, LENGTH",
        "1001010200000000, LENGTH",
        "0000, ",
        "0005020100, VERSION",
        "000501010000, TRUNCATED",
        "00070101000100, TRUNCATED",
        "0009010100010000ff, TRAILING",
        "000801010000000000, VALUE",
        "0008010100010201, TEXT",
        "00090101000100017f, ",
        "000a01010001000280ff, TEXT",
        "0009010203000000ff, VALUE",
        "0009010201040000ff, VALUE",
        "0009010201000000ff, COUNT",
        "000a010201000000" + "0105, ADDRESS",
    })
    void whatIsWrongIsNamed(String frame, Refusal reason) {
        List<Received<SidecarMessage>> read =
                FrameReader.ofSidecar().read(ByteBuffer.wrap(HexFormat.of().parseHex(frame)));
        assertThat(read.stream()
                        .filter(Received.Rejected.class::isInstance)
                        .map(each -> ((Received.Rejected<SidecarMessage>) each).reason()))
                .isEqualTo(reason == null ? List.of() : List.of(reason));
    }

    @Test
    void anUnknownTypeIsSkippedAndWhatFollowsIsRead() {
        byte[] frames = HexFormat.of().parseHex("0006" + "01c8" + "1234" + "000b" + "0101" + "0001" + "0003302e31");
        assertThat(FrameReader.ofSidecar().read(ByteBuffer.wrap(frames)))
                .containsExactly(new Received.Unknown<>(0xc8), new Received.Accepted<>(new Hello(1, "0.1")));
    }

    @Test
    void afterARefusalNothingIsRead() {
        FrameReader<SidecarMessage> reader = FrameReader.ofSidecar();
        byte[] frames = HexFormat.of().parseHex("00050201ff" + "000b" + "0101" + "0001" + "0003302e31");
        assertThat(reader.read(ByteBuffer.wrap(frames))).containsExactly(new Received.Rejected<>(Refusal.VERSION));
        assertThat(reader.read(ByteBuffer.wrap(frames))).isEmpty();
    }

    @Test
    void longTextsAreCutBetweenCharactersAndControlCharactersReplaced() {
        Hello hello = new Hello(1, "a\n\u0007\u2028" + "世".repeat(Frame.LONGEST_TEXT));
        List<Received<SidecarMessage>> read =
                FrameReader.ofSidecar().read(ByteBuffer.wrap(SidecarFrames.encode(hello)));
        assertThat(read).containsExactly(new Received.Accepted<>(new Hello(1, "a???" + "世".repeat(169))));
    }

    @Test
    void theLargestMessageFits() {
        Report report =
                new Report(Collections.nCopies(Frame.MOST_ROUTERS, ROUTER), Verdict.UNHEALTHY, "x".repeat(600), false);
        assertThat(SidecarFrames.encode(report)).hasSizeLessThan(Frame.LARGEST);
    }

    private static String hex(byte[] octets) {
        return HexFormat.of().formatHex(octets);
    }
}
