package io.fairlead.agent.forwarding;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What was written as rules and how the kernel listed them afterwards, as digests: if both are the same again, nobody
 * changed anything and nothing needs to be written. Comparing text with listings directly would not do, for tools list
 * rules in other words than they take.
 */
record RuleMark(String written, String listed) {
    static RuleMark of(List<String> written, List<String> listed) {
        return new RuleMark(digest(written), digest(listed));
    }

    private static String digest(List<String> lines) {
        try {
            byte[] octets = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
