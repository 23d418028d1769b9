package io.fairlead.tests.kernel;

import io.fairlead.linux.namespace.NetworkNamespace;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Asks the virtual address who answers, again and again, each time by a new connection; from another host. */
final class SidecarClient implements AutoCloseable {
    private static final int LIMIT_MILLIS = 2000;

    private final List<String> answers = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean ended;

    private SidecarClient(Switch.Host host) {
        this.thread = Thread.ofPlatform().daemon().start(() -> {
            try (NetworkNamespace namespace = host.open()) {
                namespace.run(this::run);
            }
        });
    }

    static SidecarClient start(Switch.Host host) {
        return new SidecarClient(host);
    }

    private void run() {
        while (!ended) {
            answers.add(ask(SidecarProcess.VIP.toString(), 80, "/"));
        }
    }

    /** The page's body, or what went wrong, in words that begin with {@code failed}. From the calling thread's network. */
    static String ask(String address, int port, String page) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), LIMIT_MILLIS);
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.getOutputStream().write(("GET " + page + " HTTP/1.0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int body = answer.indexOf("\r\n\r\n");
            return body < 0 ? "failed: no answer" : answer.substring(body + 4);
        } catch (IOException e) {
            return "failed: " + e;
        }
    }

    List<String> answers() {
        return answers;
    }

    List<String> failures() {
        return answers.stream().filter(answer -> answer.startsWith("failed")).toList();
    }

    String latest() {
        return answers.isEmpty() ? "" : answers.getLast();
    }

    @Override
    public void close() {
        ended = true;
        try {
            thread.join(2L * LIMIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
