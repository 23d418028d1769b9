package io.fairlead.tests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.linux.process.Signal;
import io.fairlead.tests.kernel.Deadline;
import io.fairlead.tests.kernel.RouterChild;
import io.fairlead.tests.kernel.Switch;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** keepalived and our router as the two routers of one virtual address. */
@Tag("interop")
class KeepalivedTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Switch ethernet = new Switch();
    private final Switch.Host ours = ethernet.host(11);
    private final Switch.Host theirs = ethernet.host(12);

    @AfterEach
    void remove() {
        ethernet.close();
    }

    @ParameterizedTest
    @EnumSource
    void keepalivedTakesOverWhenOursIsKilled(Dialect dialect) {
        try (RouterChild router = RouterChild.start(ours, dialect.word(), "200")) {
            router.await("Active", SOON);
            try (Keepalived keepalived = Keepalived.start(theirs, dialect, 100)) {
                staysWith(ours, theirs, dialect, keepalived);
                router.send(Signal.KILL);

                assertThat(holds(theirs, dialect, keepalived)).isLessThan(dialect.takeover());
                gone(ours, dialect, keepalived);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void oursTakesOverWhenKeepalivedIsKilled(Dialect dialect) {
        try (Keepalived keepalived = Keepalived.start(theirs, dialect, 200)) {
            holds(theirs, dialect, keepalived);
            try (RouterChild router = RouterChild.start(ours, dialect.word(), "100")) {
                router.awaitLine("heard another", SOON);
                assertThat(router.state()).isEqualTo("Backup");
                keepalived.kill();

                assertThat(router.await("Active", SOON)).isLessThan(dialect.takeover());
                assertThat(ours.has(dialect.address())).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepalivedHonoursOurPriorityZero(Dialect dialect) {
        try (RouterChild router = RouterChild.start(ours, dialect.word(), "200")) {
            router.await("Active", SOON);
            try (Keepalived keepalived = Keepalived.start(theirs, dialect, 100)) {
                staysWith(ours, theirs, dialect, keepalived);
                router.send(Signal.TERM);

                assertThat(holds(theirs, dialect, keepalived)).isLessThan(dialect.handover());
                router.awaitExit(SOON);
                assertThat(ours.has(dialect.address())).isFalse();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void oursHonoursKeepalivedsPriorityZero(Dialect dialect) {
        try (Keepalived keepalived = Keepalived.start(theirs, dialect, 200)) {
            holds(theirs, dialect, keepalived);
            try (RouterChild router = RouterChild.start(ours, dialect.word(), "100")) {
                router.awaitLine("heard another", SOON);
                keepalived.terminate();

                assertThat(router.await("Active", SOON)).isLessThan(dialect.handover());
                gone(theirs, dialect, keepalived);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void higherPriorityWinsWhicheverSideHasIt(Dialect dialect) {
        try (RouterChild router = RouterChild.start(ours, dialect.word(), "100")) {
            router.await("Active", SOON);
            // keepalived preempts unless told otherwise.
            try (Keepalived keepalived = Keepalived.start(theirs, dialect, 150)) {
                holds(theirs, dialect, keepalived);
                router.await("Backup", SOON);
                gone(ours, dialect, keepalived);
                router.send(Signal.KILL);
                try (RouterChild higher = RouterChild.start(ours, dialect.word(), "200", "preempt")) {
                    higher.await("Active", SOON);
                    gone(theirs, dialect, keepalived);
                }
            }
        }
    }

    @Test
    void addressDoesNotFlapForAMinute() {
        try (RouterChild router = RouterChild.start(ours, Dialect.V3.word(), "200")) {
            router.await("Active", SOON);
            try (Keepalived keepalived = Keepalived.start(theirs, Dialect.V3, 100)) {
                watch(Duration.ofSeconds(60), Dialect.V3, keepalived);

                assertThat(router.lines())
                        .filteredOn(line -> line.startsWith("state "))
                        .hasSize(2);
                assertThat(keepalived.log()).contains("BACKUP").doesNotContain("MASTER STATE");
            }
        }
    }

    /** Ours holds and goes on holding, although keepalived is there by now. */
    private static void staysWith(Switch.Host holder, Switch.Host other, Dialect dialect, Keepalived keepalived) {
        Deadline.await(
                "keepalived in BACKUP STATE", SOON, () -> keepalived.log().contains("BACKUP STATE"), keepalived::log);
        assertThat(holder.has(dialect.address())).isTrue();
        assertThat(other.has(dialect.address())).isFalse();
    }

    private void watch(Duration window, Dialect dialect, Keepalived keepalived) {
        long start = System.nanoTime();
        Deadline.await(
                "the end of the window",
                window.plusSeconds(10),
                () -> {
                    assertThat(ours.has(dialect.address())).isTrue();
                    assertThat(theirs.has(dialect.address())).isFalse();
                    return System.nanoTime() - start > window.toNanos();
                },
                keepalived::log);
    }

    private static Duration holds(Switch.Host host, Dialect dialect, Keepalived keepalived) {
        return Deadline.await(
                host.namespace() + " with " + dialect.address(),
                SOON,
                () -> host.has(dialect.address()),
                keepalived::log);
    }

    private static void gone(Switch.Host host, Dialect dialect, Keepalived keepalived) {
        Deadline.await(
                host.namespace() + " without " + dialect.address(),
                SOON,
                () -> !host.has(dialect.address()),
                keepalived::log);
    }
}
