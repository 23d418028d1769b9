package io.fairlead.core.channel;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a stream into frames and reads them, however the stream was cut on its way. Holds less than {@link Frame#LARGEST}
 * octets. One thread.
 *
 * @param <M> {@link SidecarMessage} or {@link AgentMessage}
 */
public final class FrameReader<M> {
    /** Reads a body, from position to limit, of a frame of a type. */
    @FunctionalInterface
    public interface Parser<M> {
        Received<M> parse(int type, ByteBuffer body);
    }

    private final Parser<M> parser;
    private final ByteBuffer pending = ByteBuffer.allocate(Frame.LARGEST);
    private boolean ended;

    private FrameReader(Parser<M> parser) {
        this.parser = parser;
    }

    /** For the agent's end. */
    public static FrameReader<SidecarMessage> ofSidecar() {
        return new FrameReader<>(SidecarFrames::parse);
    }

    /** For the sidecar's end. */
    public static FrameReader<AgentMessage> ofAgent() {
        return new FrameReader<>(AgentFrames::parse);
    }

    /**
     * All frames that are whole now, in their order. After a {@link Received.Rejected} there are none any more.
     *
     * @param chunk read from position to limit
     */
    public List<Received<M>> read(ByteBuffer chunk) {
        List<Received<M>> frames = new ArrayList<>();
        while (chunk.hasRemaining() && !ended) {
            int count = Math.min(chunk.remaining(), pending.remaining());
            pending.put(chunk.slice(chunk.position(), count));
            chunk.position(chunk.position() + count);
            takeWhole(frames);
        }
        return frames;
    }

    private void takeWhole(List<Received<M>> frames) {
        pending.flip();
        while (!ended && pending.remaining() >= Frame.HEADER) {
            int length = pending.getShort(pending.position()) & 0xffff;
            if (length < Frame.HEADER || length > Frame.LARGEST) {
                add(frames, new Received.Rejected<>(Refusal.LENGTH));
            } else if (pending.get(pending.position() + 2) != Frame.VERSION) {
                add(frames, new Received.Rejected<>(Refusal.VERSION));
            } else if (pending.remaining() < length) {
                break;
            } else {
                int type = pending.get(pending.position() + 3) & 0xff;
                add(
                        frames,
                        parser.parse(type, pending.slice(pending.position() + Frame.HEADER, length - Frame.HEADER)));
                pending.position(pending.position() + length);
            }
        }
        pending.compact();
    }

    private void add(List<Received<M>> frames, Received<M> frame) {
        ended = frame instanceof Received.Rejected;
        frames.add(frame);
    }
}
