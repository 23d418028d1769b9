package io.fairlead.linux.vrrp;

/**
 * The interface cannot be used yet or at present: it is not there, is down, or has no address to send from. The message says
 * which; it may be ready later.
 */
public final class InterfaceNotReadyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public InterfaceNotReadyException(String why) {
        super(why);
    }
}
