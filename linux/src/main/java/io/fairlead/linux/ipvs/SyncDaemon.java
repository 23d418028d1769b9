package io.fairlead.linux.ipvs;

import io.fairlead.core.net.IpAddress;
import java.util.Optional;

/**
 * The kernel's thread that tells other directors about connections, or hears of theirs.
 *
 * @param interfaceName of the interface to the other directors
 * @param syncId 0–255; directors with the same one belong together
 * @param maxLength octets of payload in a datagram; 0: as the interface's MTU allows
 * @param group multicast group; empty: 224.0.0.81
 * @param port UDP; 0: 8848
 * @param ttl 0: 1
 */
public record SyncDaemon(
        Role role, String interfaceName, int syncId, int maxLength, Optional<IpAddress> group, int port, int ttl) {
    public SyncDaemon {
        if (syncId < 0 || syncId > 255) {
            throw new IllegalArgumentException("a sync id of " + syncId + " is outside 0–255");
        }
    }

    /** With the kernel's defaults. */
    public static SyncDaemon of(Role role, String interfaceName, int syncId) {
        return new SyncDaemon(role, interfaceName, syncId, 0, Optional.empty(), 0, 0);
    }

    /** IP_VS_STATE_*. */
    public enum Role {
        MASTER(1),
        BACKUP(2);

        private final int number;

        Role(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }

        static Optional<Role> ofNumber(int number) {
            return switch (number) {
                case 1 -> Optional.of(MASTER);
                case 2 -> Optional.of(BACKUP);
                default -> Optional.empty();
            };
        }
    }
}
