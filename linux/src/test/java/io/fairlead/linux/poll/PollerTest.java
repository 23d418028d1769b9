package io.fairlead.linux.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.linux.ffi.EventFd;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class PollerTest {
    private static final long FAR_NANOS = 20_000_000_000L;

    private final Poller poller = Poller.open();
    private final List<String> called = new ArrayList<>();

    @AfterEach
    void close() {
        poller.close();
    }

    @Test
    void readableDescriptorEndsTheWaitAndIsCalledBack() {
        try (EventFd event = new EventFd()) {
            poller.add(event.number(), () -> called.add("event"));
            event.signal();

            poller.poll(System.nanoTime() + FAR_NANOS);

            assertThat(called).containsExactly("event");
        }
    }

    @Test
    void deadlineIsNeverEarlyAndIsFinerThanAMillisecond() {
        long worstNanos = 0;
        long bestNanos = Long.MAX_VALUE;
        for (int round = 0; round < 50; round++) {
            long deadline = System.nanoTime() + 300_000;
            poller.poll(deadline);
            long late = System.nanoTime() - deadline;
            worstNanos = Math.max(worstNanos, -late);
            bestNanos = Math.min(bestNanos, late);
        }

        assertThat(worstNanos).as("nanoseconds too early").isZero();
        assertThat(bestNanos).as("nanoseconds too late, best of 50").isLessThan(500_000);
    }

    @Test
    void deadlineInThePastReturnsAtOnceButStillServesDescriptors() {
        try (EventFd event = new EventFd()) {
            poller.add(event.number(), () -> called.add("event"));
            event.signal();

            poller.poll(System.nanoTime() - FAR_NANOS);

            assertThat(called).containsExactly("event");
        }
    }

    @Test
    void wakeUpBeforeThePollEndsIt() {
        poller.wakeUp();
        long start = System.nanoTime();

        poller.poll(Long.MAX_VALUE);

        assertThat(System.nanoTime() - start).isLessThan(FAR_NANOS);
    }

    @Test
    void wakeUpByAnotherThreadEndsAPollThatHasBegun() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        Thread polling = Thread.ofPlatform().start(() -> {
            poller.poll(Long.MAX_VALUE);
            ended.countDown();
        });
        while (polling.getState() == Thread.State.NEW) {
            Thread.onSpinWait();
        }

        poller.wakeUp();

        assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
        polling.join();
    }

    @Test
    void oneWakeUpEndsOnePoll() {
        poller.wakeUp();
        poller.poll(Long.MAX_VALUE);
        long deadline = System.nanoTime() + 2_000_000;

        poller.poll(deadline);

        assertThat(System.nanoTime()).isGreaterThanOrEqualTo(deadline);
    }

    @Test
    void descriptorRemovedByAnEarlierCallbackIsNotCalled() {
        try (EventFd first = new EventFd();
                EventFd second = new EventFd()) {
            poller.add(first.number(), () -> {
                called.add("first");
                poller.remove(second.number());
            });
            poller.add(second.number(), () -> called.add("second"));
            first.signal();
            second.signal();

            poller.poll(System.nanoTime() + FAR_NANOS);

            assertThat(called).containsExactly("first");
        }
    }

    @Test
    void descriptorAddedByACallbackIsWatchedFromTheNextPollOn() {
        try (EventFd first = new EventFd();
                EventFd second = new EventFd()) {
            poller.add(first.number(), () -> {
                first.drain();
                poller.add(second.number(), () -> called.add("second"));
            });
            first.signal();
            second.signal();

            poller.poll(System.nanoTime() + FAR_NANOS);
            assertThat(called).isEmpty();
            poller.poll(System.nanoTime() + FAR_NANOS);

            assertThat(called).containsExactly("second");
        }
    }
}
