package io.fairlead.core.check;

import java.util.Optional;

/**
 * Who asks.
 *
 * @param user empty: nobody logs in
 * @param password as written; empty: none, or the secret's
 * @param secret the name of the secret that holds the password; empty: none
 */
public record Login(String user, String password, String secret) {
    /** The password, empty for none; empty if there is no such secret. */
    Optional<String> password(Supply supply) {
        return secret.isEmpty() ? Optional.of(password) : supply.secret(secret);
    }

    /** For a judgement. */
    String noSecret() {
        return "the check cannot be run: the secret '" + secret + "' cannot be read";
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "Login[" + user + "]";
    }
}
