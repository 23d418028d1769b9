package io.fairlead.linux.sockdiag;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.netlink.NetlinkMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class TcpConnectionTest {
    private static final int ESTABLISHED = 1;
    private static final int FIN_WAIT1 = 4;

    @Test
    void bothEndsAreRead() {
        TcpConnection connection = TcpConnection.decode(told(ESTABLISHED, 0));

        assertThat(connection.localPort()).isEqualTo(80);
        assertThat(connection.remotePort()).isEqualTo(40001);
        assertThat(connection.remote()).isEqualTo(IpAddress.parse("10.0.0.9"));
    }

    @Test
    void onlyAnEndWithNothingBeforeItIsTheLast() {
        assertThat(TcpConnection.decode(told(FIN_WAIT1, 1)).saidItsLast()).isTrue();
        assertThat(TcpConnection.decode(told(FIN_WAIT1, 1461)).saidItsLast())
                .as("data before the end")
                .isFalse();
        assertThat(TcpConnection.decode(told(ESTABLISHED, 1)).saidItsLast()).isFalse();
    }

    /** struct inet_diag_msg of a connection of 10.0.0.1:80 with 10.0.0.9:40001. */
    private static NetlinkMessage told(int state, int unacknowledged) {
        ByteBuffer told = ByteBuffer.allocate(72).order(ByteOrder.nativeOrder());
        told.put(0, (byte) 2).put(1, (byte) state);
        told.put(5, (byte) 80);
        told.put(6, (byte) (40001 >> 8)).put(7, (byte) 40001);
        told.put(8, new byte[] {10, 0, 0, 1}).put(24, new byte[] {10, 0, 0, 9});
        told.putInt(60, unacknowledged);
        return new NetlinkMessage(TcpConnection.TCPDIAG_GETSOCK, 0, 0, 0, told);
    }
}
