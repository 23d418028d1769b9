package io.fairlead.lab.bench.channel;

import io.fairlead.core.channel.Frame;
import io.fairlead.core.channel.SidecarFrames;
import io.fairlead.core.channel.SidecarMessage;
import io.fairlead.core.health.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Octets that no sidecar sends: frames that are damaged, cut, too long, out of order, and plain noise. */
final class Nonsense {
    private final Random random;

    /** The same seed, the same nonsense. */
    Nonsense(long seed) {
        this.random = new Random(seed);
    }

    byte[] next() {
        return switch (random.nextInt(6)) {
            case 0 -> noise(1 + random.nextInt(2 * Frame.LARGEST - 1));
            case 1 -> damaged(hello());
            case 2 -> damaged(report());
            case 3 -> Arrays.copyOf(hello(), 1 + random.nextInt(hello().length));
            case 4 -> body(random.nextInt(256));
            default -> report();
        };
    }

    private byte[] noise(int length) {
        byte[] octets = new byte[length];
        random.nextBytes(octets);
        return octets;
    }

    /** A header that is right, and a body of noise. */
    private byte[] body(int type) {
        byte[] frame = noise(Frame.HEADER + random.nextInt(Frame.LARGEST - Frame.HEADER));
        frame[0] = (byte) (frame.length >> 8);
        frame[1] = (byte) frame.length;
        frame[2] = Frame.VERSION;
        frame[3] = (byte) type;
        return frame;
    }

    private byte[] damaged(byte[] frame) {
        for (int count = 1 + random.nextInt(3); count > 0; count--) {
            frame[random.nextInt(frame.length)] = (byte) random.nextInt();
        }
        return frame;
    }

    private static byte[] hello() {
        return SidecarFrames.encode(new SidecarMessage.Hello(Frame.PROTOCOL, "not a sidecar"));
    }

    private static byte[] report() {
        return SidecarFrames.encode(new SidecarMessage.Report(List.of(), Verdict.HEALTHY, "not a sidecar", false));
    }
}
