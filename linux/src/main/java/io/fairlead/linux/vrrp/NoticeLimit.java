package io.fairlead.linux.vrrp;

import io.fairlead.core.vrrp.Notice;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Lets notices through to a log at a limited rate (V45): what others send must not fill a disk. Each kind has its own
 * measure; what was held back is told with the first of its kind that passes again. One thread.
 */
public final class NoticeLimit implements Consumer<Notice> {
    /** Notices of one kind in each {@link #PERIOD}. */
    static final int MOST = 5;

    static final Duration PERIOD = Duration.ofSeconds(10);

    private final Consumer<Notice> log;
    private final LongSupplier nanoTime;
    private final Map<Notice.Kind, Window> windows = new EnumMap<>(Notice.Kind.class);

    /** With {@code nanoTime} as System.nanoTime. */
    public NoticeLimit(Consumer<Notice> log, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
    }

    @Override
    public void accept(Notice notice) {
        long now = nanoTime.getAsLong();
        Window window = windows.get(notice.kind());
        if (window == null || now - window.startNanos >= PERIOD.toNanos()) {
            int heldBack = window == null ? 0 : Math.max(0, window.count - MOST);
            windows.put(notice.kind(), new Window(now));
            log.accept(heldBack == 0 ? notice : withHeldBack(notice, heldBack));
            return;
        }
        window.count++;
        if (window.count <= MOST) {
            log.accept(notice);
        }
    }

    private static Notice withHeldBack(Notice notice, int heldBack) {
        return new Notice(notice.kind(), notice.text() + " (" + heldBack + " more of this kind were not logged)");
    }

    private static final class Window {
        private final long startNanos;
        private int count = 1;

        private Window(long startNanos) {
            this.startNanos = startNanos;
        }
    }
}
