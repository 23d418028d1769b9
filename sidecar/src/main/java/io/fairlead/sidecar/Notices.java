package io.fairlead.sidecar;

import io.fairlead.core.vrrp.Notice;
import io.fairlead.sidecar.config.ProcessSettings.LogLevel;

/** Writes what a virtual router has to tell: how loud, and how often, by its kind (V45). */
final class Notices {
    private final Placement placement;
    private final Log log;

    Notices(Placement placement, Log log) {
        this.placement = placement;
        this.log = log;
    }

    void tell(Notice notice) {
        String kind = notice.kind().label()
                + placement.config().virtualRouterId()
                + placement.config().family();
        String text = "VRID " + placement.config().virtualRouterId() + " on " + placement.interfaceName() + ": "
                + notice.text();
        log.limited(kind, limit(notice.kind()), level(notice.kind()), text, System.nanoTime());
    }

    private static LogLevel level(Notice.Kind kind) {
        return switch (kind) {
            case STATE_CHANGED, ACCEPT_MODE_OFF -> LogLevel.INFO;
            case SLEPT,
                    ADDRESSES_LOST,
                    DUPLICATE_CLAIM,
                    ADDRESS_OCCUPIED,
                    VRID_OCCUPIED,
                    SAME_SOURCE,
                    ADDRESS_LIST_DIFFERS,
                    INTERVAL_DIFFERS,
                    OWNER_CONFLICT,
                    ACTION_FAILED,
                    INTERFACE_CHANGED,
                    PACKET_REJECTED -> LogLevel.WARN;
        };
    }

    /** Lines in ten seconds. A change of state is news; the rest repeats itself while its cause lasts. */
    private static int limit(Notice.Kind kind) {
        return kind == Notice.Kind.STATE_CHANGED ? 20 : 1;
    }
}
