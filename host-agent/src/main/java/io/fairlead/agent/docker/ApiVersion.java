package io.fairlead.agent.docker;

import java.util.Comparator;
import java.util.Optional;

/** A version of the engine's API, for instance 1.41. */
record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {
    /** The newest one whose answers we have read; engines answer in older forms too. */
    static final ApiVersion OURS = new ApiVersion(1, 44);

    static Optional<ApiVersion> tryParse(String text) {
        if (text == null || !text.matches("[0-9]{1,3}\\.[0-9]{1,3}")) {
            return Optional.empty();
        }
        String[] parts = text.split("\\.", -1);
        return Optional.of(new ApiVersion(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])));
    }

    /**
     * The one to speak: the older of the engine's newest and ours, but never one that the engine no longer answers (P52).
     */
    static ApiVersion negotiate(ApiVersion newest, ApiVersion oldest) {
        ApiVersion common = newest.compareTo(OURS) < 0 ? newest : OURS;
        return common.compareTo(oldest) < 0 ? oldest : common;
    }

    @Override
    public int compareTo(ApiVersion other) {
        return Comparator.comparingInt(ApiVersion::major)
                .thenComparingInt(ApiVersion::minor)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
