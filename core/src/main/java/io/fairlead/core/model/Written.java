package io.fairlead.core.model;

import java.util.Optional;

/** Settings of one service as somebody wrote them, and how to speak of them. Keys are short: {@code lan-vip}. */
interface Written {
    /** Stripped; empty if it is not there, or nothing but spaces. */
    Optional<String> text(String key);

    /** The key as the user knows it: {@code io.fairlead.lan-vip}, {@code services.db.lan-vip}. */
    String name(String key);

    /** Takes a complaint about a key. */
    void problem(String key, String what, String mend);
}
