package io.fairlead.linux.vrrp;

/** Hears what becomes of the addresses of a virtual router while the router deals with it. On the router's thread. */
public interface AddressListener {
    /** Hears nothing. */
    AddressListener NOBODY = new AddressListener() {
        @Override
        public void mayBeGone() {}

        @Override
        public void removed() {}
    };

    /**
     * They may be gone, and that is not answered yet. Who takes them away from outside says so first, and then they must not be
     * put back: a time to hear what was said.
     */
    void mayBeGone();

    /** They were removed and read back; nothing was said on the network yet. A time to tell who waits for it. */
    void removed();
}
