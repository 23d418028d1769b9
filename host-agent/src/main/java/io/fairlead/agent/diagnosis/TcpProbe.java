package io.fairlead.agent.diagnosis;

import io.fairlead.core.diagnosis.Place;
import io.fairlead.core.diagnosis.ProbeFacts.Connection;
import io.fairlead.core.diagnosis.ProbeFacts.Outcome;
import io.fairlead.core.net.IpAddress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** One TCP connection, closed as soon as it stands. */
final class TcpProbe {
    private TcpProbe() {}

    /** From the calling thread's network namespace, which is {@code from}'s. */
    static Connection connect(Place from, IpAddress to, int port, Duration patience) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(to.toInetAddress(), port), (int) patience.toMillis());
            return new Connection(from, to, port, Outcome.CONNECTED);
        } catch (SocketTimeoutException e) {
            return new Connection(from, to, port, Outcome.SILENT);
        } catch (NoRouteToHostException e) {
            return new Connection(from, to, port, Outcome.UNREACHABLE);
        } catch (ConnectException e) {
            boolean refused = String.valueOf(e.getMessage()).contains("refused");
            return new Connection(from, to, port, refused ? Outcome.REFUSED : Outcome.UNREACHABLE);
        } catch (IOException e) {
            return new Connection(from, to, port, Outcome.UNREACHABLE);
        }
    }
}
