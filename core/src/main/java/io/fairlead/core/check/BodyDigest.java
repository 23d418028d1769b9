package io.fairlead.core.check;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Optional;

/**
 * What the octets of a page must come to.
 *
 * @param hex in lower case
 */
public record BodyDigest(Algorithm algorithm, String hex) {
    /** MD5 is that of keepalived's {@code genhash}; against mistakes it is as good as the other. */
    public enum Algorithm {
        SHA256("SHA-256", 64),
        MD5("MD5", 32);

        private final String javaName;
        private final int digits;

        Algorithm(String javaName, int digits) {
            this.javaName = javaName;
            this.digits = digits;
        }
    }

    /** Reads {@code sha256:…} or {@code md5:…}; empty if it is neither. */
    public static Optional<BodyDigest> tryParse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (Algorithm algorithm : Algorithm.values()) {
            String prefix = algorithm.name().toLowerCase(Locale.ROOT) + ":";
            if (lower.startsWith(prefix)
                    && lower.substring(prefix.length()).matches("[0-9a-f]{" + algorithm.digits + "}")) {
                return Optional.of(new BodyDigest(algorithm, lower.substring(prefix.length())));
            }
        }
        return Optional.empty();
    }

    MessageDigest begin() {
        return Digests.of(algorithm.javaName);
    }

    @Override
    public String toString() {
        return algorithm.name().toLowerCase(Locale.ROOT) + ":" + hex;
    }

    /** Every Java platform has these. */
    static final class Digests {
        private Digests() {}

        static MessageDigest of(String name) {
            try {
                return MessageDigest.getInstance(name);
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError(e);
            }
        }
    }
}
