package io.fairlead.lab.probe;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is probed.
 *
 * @param address where to connect to
 * @param request what is sent after the handshake; empty where the server speaks first
 * @param name finds who answered, as its first group, in what came so far
 * @param interval between the begins of two probes
 * @param deadline after which a probe has failed
 */
public record Target(InetSocketAddress address, String request, Pattern name, Duration interval, Duration deadline) {
    /** Enough for any head and name; a probe that got more without a name has failed. */
    static final int LARGEST_ANSWER = 4096;

    /** An HTTP service that names itself in a header, {@code X-Served-By: h1}. */
    public static Target http(InetSocketAddress address, String path, String header, Duration interval) {
        return get(address, path, "(?im)^" + Pattern.quote(header) + ": *(\\S+)\r?\n", interval);
    }

    /** An HTTP service whose answer's first line is its name. */
    public static Target whoami(InetSocketAddress address, String path, Duration interval) {
        return get(address, path, "\r\n\r\n(\\S+)\n", interval);
    }

    private static Target get(InetSocketAddress address, String path, String name, Duration interval) {
        String host = address.getAddress().getHostAddress();
        String request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
        return new Target(address, request, Pattern.compile(name), interval, Duration.ofSeconds(1));
    }

    public Target deadline(Duration longest) {
        return new Target(address, request, name, interval, longest);
    }

    byte[] requestOctets() {
        return request.getBytes(StandardCharsets.US_ASCII);
    }

    /** The name in {@code answer}, or empty if it is not there (yet). */
    String nameIn(String answer) {
        Matcher matcher = name.matcher(answer);
        return matcher.find() ? matcher.group(1) : "";
    }
}
