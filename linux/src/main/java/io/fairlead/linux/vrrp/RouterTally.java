package io.fairlead.linux.vrrp;

import io.fairlead.core.vrrp.ChecksumForm;
import io.fairlead.core.vrrp.Notice;
import io.fairlead.core.vrrp.Reception;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Counts; {@link #snapshot} gives the values. One thread. */
final class RouterTally {
    private final Map<ChecksumForm, Long> received = new EnumMap<>(ChecksumForm.class);
    private final Map<Reception.Reason, Long> rejected = new EnumMap<>(Reception.Reason.class);
    private final Map<Notice.Kind, Long> notices = new EnumMap<>(Notice.Kind.class);
    private final long[] lateness = new long[Lateness.BOUNDS_NANOS.size() + 1];
    private long sent;
    private long renewals;
    private long announced;
    private long stateChanges;
    private long lateSumNanos;
    private long latestNanos;

    void sent(int count) {
        sent += count;
    }

    void received(ChecksumForm form) {
        received.merge(form, 1L, Long::sum);
    }

    void rejected(Reception.Reason reason) {
        rejected.merge(reason, 1L, Long::sum);
    }

    void renewed() {
        renewals++;
    }

    void announced(int count) {
        announced += count;
    }

    void stateChanged() {
        stateChanges++;
    }

    void noticed(Notice.Kind kind) {
        notices.merge(kind, 1L, Long::sum);
    }

    void late(long nanos) {
        int bucket = 0;
        while (bucket < Lateness.BOUNDS_NANOS.size() && nanos > Lateness.BOUNDS_NANOS.get(bucket)) {
            bucket++;
        }
        lateness[bucket]++;
        lateSumNanos += nanos;
        latestNanos = Math.max(latestNanos, nanos);
    }

    RouterCounters snapshot() {
        Lateness late = new Lateness(Arrays.stream(lateness).boxed().toList(), lateSumNanos, latestNanos);
        return new RouterCounters(sent, received, rejected, renewals, announced, stateChanges, notices, late);
    }
}
