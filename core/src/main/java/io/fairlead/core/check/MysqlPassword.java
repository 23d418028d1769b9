package io.fairlead.core.check;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** How a password is proved to a server that sent a scramble, by the name of the server's plugin. */
enum MysqlPassword {
    NATIVE("mysql_native_password", "SHA-1"),
    /** Its short way: the server has the password in its cache, since the user has logged in before. */
    CACHING_SHA2("caching_sha2_password", "SHA-256");

    private final String plugin;
    private final String digest;

    MysqlPassword(String plugin, String digest) {
        this.plugin = plugin;
        this.digest = digest;
    }

    static Optional<MysqlPassword> of(String plugin) {
        for (MysqlPassword each : values()) {
            if (each.plugin.equals(plugin)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    String plugin() {
        return plugin;
    }

    /** The proof; nothing for an empty password. */
    byte[] prove(String password, byte[] scramble) {
        if (password.isEmpty()) {
            return new byte[0];
        }
        MessageDigest hash = BodyDigest.Digests.of(digest);
        byte[] once = hash.digest(password.getBytes(StandardCharsets.UTF_8));
        byte[] twice = hash.digest(once);
        byte[] mask = switch (this) {
            case NATIVE -> {
                hash.update(scramble);
                yield hash.digest(twice);
            }
            case CACHING_SHA2 -> {
                hash.update(twice);
                yield hash.digest(scramble);
            }
        };
        for (int i = 0; i < once.length; i++) {
            once[i] ^= mask[i];
        }
        return once;
    }
}
