package io.fairlead.core.diagnosis;

import java.util.Locale;

/** How sure a finding is. */
public enum Certainty {
    /** It was seen, and nothing else can follow from it. */
    CERTAIN,
    /** It was seen, and does harm unless something unusual prevents that. */
    LIKELY,
    /** It was seen, and whether it does harm depends on what cannot be seen from here. */
    POSSIBLE;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
