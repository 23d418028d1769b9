package io.fairlead.agent.lan;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.agent.lan.RouterReport.State;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.linux.ipvs.SyncDaemon.Role;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SyncRolesTest {
    private static Set<Role> roles(State... states) {
        return SyncRoles.of(Arrays.stream(states)
                .map(state -> new RouterReport(
                        new LanRouter(IpPrefix.parse("192.168.1.156/24"), OptionalInt.of(156), "eth0"),
                        state,
                        Optional.empty(),
                        Optional.empty()))
                .toList());
    }

    @Test
    void holderTellsAndOthersHear() {
        assertThat(roles()).isEmpty();
        assertThat(roles(State.ACTIVE)).containsExactly(Role.MASTER);
        assertThat(roles(State.RESIGNING)).containsExactly(Role.MASTER);
        assertThat(roles(State.BACKUP)).containsExactly(Role.BACKUP);
        assertThat(roles(State.INITIALIZE)).containsExactly(Role.BACKUP);
    }

    @Test
    void whoHoldsOneAddressAndNotTheOtherDoesBoth() {
        assertThat(roles(State.ACTIVE, State.BACKUP)).containsExactlyInAnyOrder(Role.MASTER, Role.BACKUP);
    }
}
