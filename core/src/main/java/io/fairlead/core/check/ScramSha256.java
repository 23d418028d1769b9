package io.fairlead.core.check;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The client's side of SCRAM-SHA-256 (RFC 5802, RFC 7677) without channel binding. */
final class ScramSha256 {
    static final String NAME = "SCRAM-SHA-256";

    /** PostgreSQL's usual number is 4096, some milliseconds; all checks share a thread. */
    private static final int MOST_ITERATIONS = 50_000;

    private static final Pattern SERVER_FIRST = Pattern.compile("r=([^,]+),s=([A-Za-z0-9+/=]+),i=([0-9]{1,6})(?:,.*)?");
    private static final String CHANNEL = "c=biws";
    private static final int BLOCK = 64;

    private final String password;
    private final String nonce;
    private final String bareFirst;
    private byte[] serverSignature = new byte[0];

    /**
     * A login.
     *
     * @param user may be empty where the protocol has told it already
     * @param nonce other one each time, without comma
     */
    ScramSha256(String user, String password, String nonce) {
        this.password = password;
        this.nonce = nonce;
        this.bareFirst = "n=" + user + ",r=" + nonce;
    }

    String first() {
        return "n,," + bareFirst;
    }

    /** The second message; empty if the server's first one is none, or is not an answer to ours. */
    Optional<String> second(String serverFirst) {
        Matcher matcher = SERVER_FIRST.matcher(serverFirst);
        if (!matcher.matches() || !matcher.group(1).startsWith(nonce)) {
            return Optional.empty();
        }
        int iterations = Integer.parseInt(matcher.group(3));
        Optional<byte[]> salt = base64(matcher.group(2));
        if (iterations < 1 || iterations > MOST_ITERATIONS || salt.isEmpty()) {
            return Optional.empty();
        }
        byte[] salted = salted(salt.get(), iterations);
        String withoutProof = CHANNEL + ",r=" + matcher.group(1);
        byte[] message = octets(bareFirst + "," + serverFirst + "," + withoutProof);
        byte[] clientKey = hmac(salted, octets("Client Key"));
        byte[] proof = xor(clientKey, hmac(hash(clientKey), message));
        serverSignature = hmac(hmac(salted, octets("Server Key")), message);
        return Optional.of(withoutProof + ",p=" + Base64.getEncoder().encodeToString(proof));
    }

    /** Whether the server proved that it knows the password too. */
    boolean isProof(String serverFinal) {
        return serverFinal.startsWith("v=")
                && base64(serverFinal.substring(2))
                        .filter(seen -> Arrays.equals(seen, serverSignature))
                        .isPresent();
    }

    private byte[] salted(byte[] salt, int iterations) {
        byte[] key = octets(password);
        byte[] first = Arrays.copyOf(salt, salt.length + 4);
        first[salt.length + 3] = 1;
        byte[] round = hmac(key, first);
        byte[] sum = round.clone();
        for (int i = 1; i < iterations; i++) {
            round = hmac(key, round);
            sum = xor(sum, round);
        }
        return sum;
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        byte[] padded = Arrays.copyOf(key.length > BLOCK ? hash(key) : key, BLOCK);
        byte[] inner = new byte[BLOCK];
        byte[] outer = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            inner[i] = (byte) (padded[i] ^ 0x36);
            outer[i] = (byte) (padded[i] ^ 0x5c);
        }
        MessageDigest digest = BodyDigest.Digests.of("SHA-256");
        digest.update(inner);
        byte[] once = digest.digest(message);
        digest.update(outer);
        return digest.digest(once);
    }

    private static byte[] hash(byte[] octets) {
        return BodyDigest.Digests.of("SHA-256").digest(octets);
    }

    private static byte[] xor(byte[] one, byte[] other) {
        byte[] result = new byte[one.length];
        for (int i = 0; i < one.length; i++) {
            result[i] = (byte) (one[i] ^ other[i]);
        }
        return result;
    }

    private static Optional<byte[]> base64(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
