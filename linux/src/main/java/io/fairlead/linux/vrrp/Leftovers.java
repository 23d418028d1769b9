package io.fairlead.linux.vrrp;

/** What to do at start with the virtual addresses that are in place already. */
public enum Leftovers {
    /** They are of an earlier life that is over: remove them before anything is sent (V49). The sidecar's. */
    REMOVE,
    /** They are ours and clients use them: go on as Active (P31). The host agent's. */
    ADOPT
}
