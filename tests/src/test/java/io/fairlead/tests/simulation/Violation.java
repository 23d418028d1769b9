package io.fairlead.tests.simulation;

/** A promise that was not kept. */
final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Check check;

    /** The promises. */
    enum Check {
        /** Two Active routers, or none, that can hear each other after settling. */
        ONE_ACTIVE,
        /** The address is in other kernels than the Active router's. */
        ONE_HOLDER,
        /** A running router's kernel has the address and its state says no, or the other way round. */
        HOLDING,
        /** Something was sent that was decided before a sleep. */
        SLEEP,
        /** Neighbours were last told of another router than the Active one. */
        ANNOUNCEMENT,
        /** Preempting routers, and not the highest priority is Active. */
        PRIORITY,
        /** The address moves although nothing happens. */
        STABLE,
        /** Our own packets are not accepted. */
        PACKET,
        /** A member was promoted while another had the address and had not consented. */
        PROMOTION,
        /** Two namespaces have the address for longer than a lease. */
        TWO_HOLDERS,
        /** A living, healthy member was there, and nobody served the address within the budget. */
        HELD_IN_TIME
    }

    Violation(Check check, String message) {
        super(message);
        this.check = check;
    }

    Check check() {
        return check;
    }
}
