package io.fairlead.core.channel;

import io.fairlead.core.channel.AgentMessage.Handicapped;
import io.fairlead.core.channel.AgentMessage.Ping;
import io.fairlead.core.channel.AgentMessage.Promote;
import io.fairlead.core.channel.AgentMessage.Release;
import io.fairlead.core.channel.AgentMessage.Resign;
import io.fairlead.core.channel.AgentMessage.Retain;
import io.fairlead.core.channel.AgentMessage.Welcome;
import io.fairlead.core.health.Handicap;
import io.fairlead.core.net.IpAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The wire form of an {@link AgentMessage}.
 *
 * <pre>
 * 1 Welcome  +-------------+--------------+---------+
 *            | protocol 16 | heartbeat 16 | version |
 *            +-------------+--------------+---------+
 * 2 Promote  +-----+-------------+--------+
 *            | vip | until, ns 64| reason |
 *            +-----+-------------+--------+
 * 3 Resign, 4 Release, 7 Retain   +-----+--------+
 *                                 | vip | reason |
 *                                 +-----+--------+
 * 6 Ping     nothing            (5 is not used)
 * 8 Handicapped  +-----+-----------+--------+
 *                | vip | points 16 | reason |
 *                +-----+-----------+--------+
 * </pre>
 */
public final class AgentFrames {
    private static final int WELCOME = 1;
    private static final int PROMOTE = 2;
    private static final int RESIGN = 3;
    private static final int RELEASE = 4;
    private static final int PING = 6;
    private static final int RETAIN = 7;
    private static final int HANDICAPPED = 8;

    /** A heartbeat in milliseconds; a busier one would be felt as load. */
    private static final int SHORTEST_HEARTBEAT = 20;

    private AgentFrames() {}

    /** The whole frame. */
    public static byte[] encode(AgentMessage message) {
        return switch (message) {
            case Welcome welcome ->
                new FieldWriter(WELCOME)
                        .number16(welcome.protocol())
                        .number16(welcome.heartbeatMillis())
                        .text(welcome.version())
                        .finish();
            case Promote promote ->
                new FieldWriter(PROMOTE)
                        .address(promote.vip())
                        .number64(promote.validUntilNanos())
                        .text(promote.reason())
                        .finish();
            case Resign resign ->
                new FieldWriter(RESIGN)
                        .address(resign.vip())
                        .text(resign.reason())
                        .finish();
            case Release release ->
                new FieldWriter(RELEASE)
                        .address(release.vip())
                        .text(release.reason())
                        .finish();
            case Retain retain ->
                new FieldWriter(RETAIN)
                        .address(retain.vip())
                        .text(retain.reason())
                        .finish();
            case Handicapped(IpAddress vip, Handicap handicap) ->
                new FieldWriter(HANDICAPPED)
                        .address(vip)
                        .number16(handicap.points())
                        .text(handicap.reason())
                        .finish();
            case Ping _ -> new FieldWriter(PING).finish();
        };
    }

    /** A body, from position to limit, of a frame of {@code type}. */
    public static Received<AgentMessage> parse(int type, ByteBuffer body) {
        FieldReader in = new FieldReader(body);
        return switch (type) {
            case WELCOME ->
                received(new Welcome(in.number16(1, 0xffff), in.number16(SHORTEST_HEARTBEAT, 0xffff), in.text()), in);
            case PROMOTE -> received(new Promote(in.address(), in.number64(), in.text()), in);
            case RESIGN -> received(new Resign(in.address(), in.text()), in);
            case RELEASE -> received(new Release(in.address(), in.text()), in);
            case RETAIN -> received(new Retain(in.address(), in.text()), in);
            case HANDICAPPED -> handicapped(in);
            case PING -> received(new Ping(), in);
            default -> new Received.Unknown<>(type);
        };
    }

    private static Received<AgentMessage> handicapped(FieldReader in) {
        IpAddress vip = in.address();
        int points = in.number16(0, Handicap.FAULT);
        String reason = in.text();
        // 254 points would leave no priority at all, and mean nothing else.
        int known = points == Handicap.FAULT - 1 ? Handicap.FAULT : points;
        return in.refusal()
                .<Received<AgentMessage>>map(Received.Rejected::new)
                .orElseGet(() -> new Received.Accepted<>(new Handicapped(vip, new Handicap(known, reason))));
    }

    private static Received<AgentMessage> received(AgentMessage message, FieldReader in) {
        Optional<Refusal> refusal = in.refusal();
        return refusal.isPresent() ? new Received.Rejected<>(refusal.get()) : new Received.Accepted<>(message);
    }
}
