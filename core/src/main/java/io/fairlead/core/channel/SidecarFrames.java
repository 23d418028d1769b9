package io.fairlead.core.channel;

import io.fairlead.core.channel.SidecarMessage.Hello;
import io.fairlead.core.channel.SidecarMessage.Report;
import io.fairlead.core.health.Verdict;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The wire form of a {@link SidecarMessage}.
 *
 * <pre>
 * 1 Hello   +-------------+---------+
 *           | protocol 16 | version |
 *           +-------------+---------+
 *
 * 2 Report  +--------+---------------+--------+---------+-------------- - -
 *           | health | flags: 1 stop | reason | count 8 | count routers
 *           +--------+---------------+--------+---------+-------------- - -
 *   router  +-----+---------+-------------+----------+-----------------------------+------+
 *           | vip | primary | interval 16 | priority | flags: 1 preempt 2 in place | role |
 *           +-----+---------+-------------+----------+-----------------------------+------+
 * </pre>
 *
 * The interval between two advertisements is in centiseconds, as in VRRP's own packets.
 */
public final class SidecarFrames {
    private static final int HELLO = 1;
    private static final int REPORT = 2;
    private static final int CENTISECOND_MILLIS = 10;
    /** Version 2's 255 seconds; version 3 ends at 4095 (RFC 9568 section 5.2.7). */
    private static final int LONGEST_INTERVAL_CENTIS = 25_500;

    /** Their numbers on the wire are their places here. */
    private static final List<Verdict> VERDICTS = List.of(Verdict.UNKNOWN, Verdict.HEALTHY, Verdict.UNHEALTHY);

    private static final List<Role> ROLES = List.of(Role.INITIALIZE, Role.BACKUP, Role.ACTIVE, Role.RESIGNING);

    private SidecarFrames() {}

    /**
     * The whole frame.
     *
     * @throws IllegalArgumentException for more routers than {@link Frame#MOST_ROUTERS}
     */
    public static byte[] encode(SidecarMessage message) {
        return switch (message) {
            case Hello hello ->
                new FieldWriter(HELLO)
                        .number16(hello.protocol())
                        .text(hello.version())
                        .finish();
            case Report report -> encode(report);
        };
    }

    private static byte[] encode(Report report) {
        int count = report.routers().size();
        if (count > Frame.MOST_ROUTERS) {
            throw new IllegalArgumentException(count + " routers do not fit into a report");
        }
        FieldWriter out = new FieldWriter(REPORT)
                .octet(VERDICTS.indexOf(report.health()))
                .flags(report.stopping(), false)
                .text(report.reason())
                .octet(count);
        for (RouterReport router : report.routers()) {
            out.address(router.vip())
                    .address(router.primaryAddress())
                    .number16((int) (router.advertInterval().toMillis() / CENTISECOND_MILLIS))
                    .octet(router.priority())
                    .flags(router.preempt(), router.addressInPlace())
                    .octet(ROLES.indexOf(router.role()));
        }
        return out.finish();
    }

    /** A body, from position to limit, of a frame of {@code type}. */
    public static Received<SidecarMessage> parse(int type, ByteBuffer body) {
        FieldReader in = new FieldReader(body);
        return switch (type) {
            case HELLO -> received(new Hello(in.number16(1, 0xffff), in.text()), in);
            case REPORT -> received(report(in), in);
            default -> new Received.Unknown<>(type);
        };
    }

    private static Report report(FieldReader in) {
        Verdict health = in.constant(VERDICTS);
        boolean stopping = in.octet(0, 1) == 1;
        String reason = in.text();
        List<RouterReport> routers = in.list(Frame.MOST_ROUTERS, () -> router(in));
        return new Report(routers, health, reason, stopping);
    }

    private static RouterReport router(FieldReader in) {
        var vip = in.address();
        var primary = in.address();
        Duration interval = Duration.ofMillis((long) CENTISECOND_MILLIS * in.number16(1, LONGEST_INTERVAL_CENTIS));
        int priority = in.octet(1, 255);
        int flags = in.octet(0, 3);
        return new RouterReport(
                vip, primary, interval, priority, (flags & 1) != 0, in.constant(ROLES), (flags & 2) != 0);
    }

    private static Received<SidecarMessage> received(SidecarMessage message, FieldReader in) {
        Optional<Refusal> refusal = in.refusal();
        return refusal.isPresent() ? new Received.Rejected<>(refusal.get()) : new Received.Accepted<>(message);
    }
}
