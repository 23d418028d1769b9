package io.fairlead.core.vrrp;

/** Decides whether a received packet is an advertisement for a virtual router (V08–V21). */
public final class Reception {
    private Reception() {}
}
