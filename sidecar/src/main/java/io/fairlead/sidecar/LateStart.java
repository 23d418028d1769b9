package io.fairlead.sidecar;

import io.fairlead.core.vrrp.VirtualRouterConfig;
import io.fairlead.linux.process.RealTime;
import io.fairlead.sidecar.config.Config;
import io.fairlead.sidecar.config.Listen;
import io.fairlead.sidecar.http.StatusServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** What the first advertisement need not wait for: real-time scheduling, the health file, the status pages. */
final class LateStart {
    /** After a takeover at the default interval, if there is one. */
    private static final Duration DELAY = Duration.ofMillis(500);

    /** Low among the real-time ones: above all ordinary threads is enough. */
    static final int REAL_TIME_PRIORITY = 10;

    private final Config config;
    private final Bulletin bulletin;
    private final HealthFile file;
    private final Log log;

    LateStart(Config config, Bulletin bulletin, HealthFile file, Log log) {
        this.config = config;
        this.bulletin = bulletin;
        this.file = file;
        this.log = log;
    }

    void begin() {
        Thread.ofPlatform().name("late start").daemon().start(this::run);
    }

    private void run() {
        LockSupport.parkNanos(this, DELAY.toNanos());
        file.start();
        // Before it has real-time scheduling: this is work that others may interrupt.
        long taken = new Rehearsal(log).play();
        log.debug(taken + " takeovers rehearsed");
        boolean scheduled = switch (config.process().realTime()) {
            case AUTO -> requestRealTime();
            case ON -> true;
            case OFF -> false;
        };
        for (VirtualRouterConfig router : config.router().virtualRouters()) {
            LatenessWatch.scheduled(Duration.ofMillis(router.advertisementIntervalCentis() * 10L), scheduled, log);
        }
        config.http().ifPresent(this::serve);
    }

    private boolean requestRealTime() {
        RealTime.Outcome outcome = RealTime.request(REAL_TIME_PRIORITY);
        outcome.words().forEach(log::debug);
        return outcome.scheduled();
    }

    private void serve(Listen listen) {
        try {
            StatusServer.start(new InetSocketAddress(listen.address().toInetAddress(), listen.port()), bulletin);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            log.error("no status pages, since port " + listen.port() + " of " + listen.address() + " cannot be had: "
                    + e.getMessage());
        }
    }
}
