package io.fairlead.core.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class FrameProperties {
    @Property
    void whatASidecarSaysIsReadAsItWas(@ForAll("sidecarStreams") List<SidecarMessage> messages, @ForAll Random cuts) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        messages.forEach(message -> stream.writeBytes(SidecarFrames.encode(message)));
        List<Received<SidecarMessage>> read = readInPieces(FrameReader.ofSidecar(), stream.toByteArray(), cuts);
        assertThat(read).isEqualTo(messages.stream().map(Received.Accepted::new).toList());
    }

    @Property
    void whatTheAgentSaysIsReadAsItWas(@ForAll("agentStreams") List<AgentMessage> messages, @ForAll Random cuts) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        messages.forEach(message -> stream.writeBytes(AgentFrames.encode(message)));
        List<Received<AgentMessage>> read = readInPieces(FrameReader.ofAgent(), stream.toByteArray(), cuts);
        assertThat(read).isEqualTo(messages.stream().map(Received.Accepted::new).toList());
    }

    @Property
    void framesKeepTheirLimit(
            @ForAll("sidecarMessages") SidecarMessage one, @ForAll("agentMessages") AgentMessage other) {
        assertThat(SidecarFrames.encode(one)).hasSizeLessThanOrEqualTo(Frame.LARGEST);
        assertThat(AgentFrames.encode(other)).hasSizeLessThanOrEqualTo(Frame.LARGEST);
    }

    @Property
    void arbitraryOctetsNeverThrow(@ForAll @Size(max = 10_000) byte[] octets) {
        assertThat(FrameReader.ofSidecar().read(ByteBuffer.wrap(octets))).isNotNull();
        assertThat(FrameReader.ofAgent().read(ByteBuffer.wrap(octets))).isNotNull();
    }

    @Property
    void arbitraryBodiesNeverThrow(
            @ForAll @IntRange(max = 8) int type, @ForAll @Size(max = Frame.LARGEST - Frame.HEADER) byte[] body) {
        assertThat(SidecarFrames.parse(type, ByteBuffer.wrap(body))).isNotNull();
        assertThat(AgentFrames.parse(type, ByteBuffer.wrap(body))).isNotNull();
    }

    /** Random octets seldom come further than the header: these come to every check. */
    @Property(tries = 3000)
    void damagedFramesNeverThrow(
            @ForAll("sidecarMessages") SidecarMessage one,
            @ForAll("agentMessages") AgentMessage other,
            @ForAll @IntRange(max = 4000) int at,
            @ForAll byte octet) {
        byte[] frame = SidecarFrames.encode(one);
        frame[at % frame.length] = octet;
        assertThat(FrameReader.ofSidecar().read(ByteBuffer.wrap(frame))).hasSizeLessThan(2000);
        byte[] fromAgent = AgentFrames.encode(other);
        fromAgent[at % fromAgent.length] = octet;
        assertThat(FrameReader.ofAgent().read(ByteBuffer.wrap(fromAgent))).hasSizeLessThan(2000);
    }

    @Property
    void aBodyCutAnywhereIsRefused(
            @ForAll("sidecarMessages") SidecarMessage message, @ForAll @IntRange(max = 4000) int length) {
        byte[] frame = SidecarFrames.encode(message);
        byte[] body = Arrays.copyOfRange(frame, Frame.HEADER, frame.length);
        byte[] cut = Arrays.copyOf(body, length % body.length);
        assertThat(SidecarFrames.parse(frame[3], ByteBuffer.wrap(cut)))
                .isEqualTo(new Received.Rejected<>(Refusal.TRUNCATED));
    }

    private static <M> List<Received<M>> readInPieces(FrameReader<M> reader, byte[] stream, Random cuts) {
        List<Received<M>> read = new ArrayList<>();
        int at = 0;
        while (at < stream.length) {
            int length = Math.min(1 + cuts.nextInt(600), stream.length - at);
            read.addAll(reader.read(ByteBuffer.wrap(stream, at, length)));
            at += length;
        }
        return read;
    }

    @Provide
    Arbitrary<SidecarMessage> sidecarMessages() {
        return ChannelMessages.sidecar();
    }

    @Provide
    Arbitrary<AgentMessage> agentMessages() {
        return ChannelMessages.agent();
    }

    @Provide
    Arbitrary<List<SidecarMessage>> sidecarStreams() {
        return ChannelMessages.sidecar().list().ofMaxSize(6);
    }

    @Provide
    Arbitrary<List<AgentMessage>> agentStreams() {
        return ChannelMessages.agent().list().ofMaxSize(6);
    }
}
