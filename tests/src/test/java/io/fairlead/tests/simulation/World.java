package io.fairlead.tests.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Supplier;

/** Simulated time: what is due, in order, and the one source of chance. Nothing else in a simulation is either. */
final class World {
    static final long MILLISECOND = 1_000_000;
    static final long SECOND = 1000 * MILLISECOND;

    /** A history that takes longer than any settles nothing: better to say so than to hang. */
    private static final int MOST_EVENTS = 2_000_000;

    private final PriorityQueue<Due> queue = new PriorityQueue<>();
    private final Random random;
    private final boolean tracing;
    private final List<String> trace = new ArrayList<>();
    private long now;
    private long sequence;
    private int events;

    private record Due(long time, long sequence, Runnable action) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return time != other.time ? Long.compare(time, other.time) : Long.compare(sequence, other.sequence);
        }
    }

    World(long seed, boolean tracing) {
        random = new Random(seed);
        this.tracing = tracing;
    }

    long now() {
        return now;
    }

    int events() {
        return events;
    }

    void after(long delay, Runnable action) {
        queue.add(new Due(now + delay, sequence++, action));
    }

    /** Lets {@code span} pass. */
    void pass(long span) {
        long end = now + span;
        while (!queue.isEmpty() && queue.peek().time() <= end) {
            Due due = queue.poll();
            now = due.time();
            if (++events > MOST_EVENTS) {
                throw new IllegalStateException("more than " + MOST_EVENTS + " events");
            }
            due.action().run();
        }
        now = end;
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** From {@code least} to {@code most}, both included. */
    int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    long between(long least, long most) {
        return least + (long) (random.nextDouble() * (most - least));
    }

    <T> T oneOf(List<T> things) {
        return things.get(random.nextInt(things.size()));
    }

    /** One line of the history, made only if somebody is going to read it. */
    void trace(String who, Supplier<String> what) {
        if (tracing) {
            trace.add(String.format("%11.3f ms  %-4s %s", now / 1e6, who, what.get()));
        }
    }

    List<String> trace() {
        return trace;
    }
}
