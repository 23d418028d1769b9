package io.fairlead.core.check;

import java.nio.ByteBuffer;

/** Is content with the connection. */
final class ConnectTalk implements Conversation {
    @Override
    public Step opened() {
        return Step.good("accepts connections");
    }

    @Override
    public Step received(ByteBuffer octets) {
        return opened();
    }

    @Override
    public String awaited() {
        return "the connection";
    }
}
