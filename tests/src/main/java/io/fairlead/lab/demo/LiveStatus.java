package io.fairlead.lab.demo;

import io.fairlead.lab.probe.Probe;
import io.fairlead.lab.probe.Prober;
import java.util.Locale;

/** Shows every moment how it stands with the clients, until closed. */
final class LiveStatus implements AutoCloseable {
    private static final int EVERY_MILLIS = 150;

    private final String what;
    private final Prober client;
    private final Screen screen;
    private final long start = System.nanoTime();
    private final Thread thread = Thread.ofPlatform().daemon().name("status").unstarted(this::run);

    private LiveStatus(String what, Prober client, Screen screen) {
        this.what = what;
        this.client = client;
        this.screen = screen;
    }

    static LiveStatus begin(String what, Prober client, Screen screen) {
        LiveStatus status = new LiveStatus(what, client, screen);
        status.thread.start();
        return status;
    }

    private void run() {
        try {
            while (true) {
                Probe latest = client.latest();
                screen.status(String.format(
                        Locale.ROOT, "    %-28s %5.1f s   %s", what, (System.nanoTime() - start) / 1e9, words(latest)));
                Thread.sleep(EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String words(Probe latest) {
        if (latest == null) {
            return "no answer yet";
        }
        return latest.answered()
                ? "clients answered by " + latest.answeredBy()
                : "clients: " + latest.outcome().words();
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
