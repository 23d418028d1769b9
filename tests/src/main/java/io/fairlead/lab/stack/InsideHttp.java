package io.fairlead.lab.stack;

import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.namespace.NetworkNamespace;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Small HTTP requests from inside a container's network namespace: its loopback can be asked without a program in it. */
final class InsideHttp {
    private static final int TIMEOUT_MILLIS = 2000;

    private InsideHttp() {}

    /** The body of the answer if its status is 200; empty if it is another, or nobody answers. */
    static Optional<String> get(long pid, URI uri) {
        if (pid == 0) {
            return Optional.empty();
        }
        try (NetworkNamespace namespace = NetworkNamespace.ofProcess(pid)) {
            return namespace.call(() -> get(uri));
        } catch (KernelException | IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + uri, e);
        } catch (Exception e) {
            throw new IllegalStateException("cannot ask " + uri, e);
        }
    }

    private static Optional<String> get(URI uri) throws IOException {
        // This client uses the calling thread, which is the one inside the namespace.
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setRequestProperty("Connection", "close");
        try {
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                return Optional.empty();
            }
            return Optional.of(new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } finally {
            connection.disconnect();
        }
    }
}
