package io.fairlead.core.check;

import java.nio.ByteBuffer;

/**
 * One exchange with a server, from the open connection to a judgement. It reads what comes however it is cut on its way,
 * never throws on what a server sends, and holds a bounded amount of it. After a {@link Step.Done} nothing is asked of it
 * any more. One thread.
 */
public interface Conversation {
    /** The connection stands, with TLS if that is asked for; for a datagram: the socket is ready. */
    Step opened();

    /** The server sent this. It is read to its limit, or until there is something to say: then what is left comes again. */
    Step received(ByteBuffer octets);

    /** The server has closed its side. */
    default Step closed() {
        return Step.bad("closed the connection while " + awaited() + " was awaited");
    }

    /** Nothing came in time. */
    default Judgement silence(long timeoutMillis) {
        return new Judgement.Bad("connected, but " + awaited() + " did not come within " + timeoutMillis + " ms");
    }

    /** What is being waited for, for the reason of a timeout: {@code its greeting}. */
    String awaited();
}
