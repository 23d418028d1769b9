package io.fairlead.core.model;

import static io.fairlead.core.model.Observation.labels;
import static io.fairlead.core.model.Observation.labelsWith;
import static io.fairlead.core.model.Observation.pool;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.net.IpAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VipChecksTest {
    @Test
    void vipOutsideEverySubnetIsRefusedWithTheSubnets() {
        String problem = new Observation()
                .member("h1", "172.18.0.7", labelsWith("vip", "10.0.0.1"))
                .problem();
        assertThat(problem)
                .isEqualTo("container h1, label io.fairlead.vip: 10.0.0.1 is outside every subnet of its networks "
                        + "(shop 172.18.0.0/16); choose an address within one of them");
    }

    @Test
    void addressOfAnotherContainerIsOccupied() {
        String problem = new Observation()
                .member("h1", "172.18.0.7", labels())
                .member("thief", "172.18.0.201", Map.of())
                .problem();
        assertThat(problem).contains("172.18.0.201 is occupied: it is container thief's own address on network shop");
    }

    @Test
    void gatewayIsRefused() {
        assertThat(new Observation()
                        .member("h1", "172.18.0.7", labelsWith("vip", "172.18.0.1"))
                        .problem())
                .contains("172.18.0.1 is the gateway of network shop");
    }

    @Test
    void vipThatTheEngineMayHandOutIsWarnedOf() {
        Model model = new Observation()
                .pool(pool("172.18.0.0/16", Map.of()))
                .member("h1", "172.18.0.7", labels())
                .model();
        assertThat(model.warnings().getFirst().line())
                .contains("the engine may give 172.18.0.201 to any container that joins network shop");
    }

    @Test
    void reservedVipIsNotWarnedOf() {
        Model reserved = new Observation()
                .pool(pool("172.18.0.0/16", Map.of("vip", IpAddress.parse("172.18.0.201"))))
                .member("h1", "172.18.0.7", labels())
                .model();
        Model outsideRange = new Observation()
                .pool(pool("172.18.128.0/17", Map.of()))
                .member("h1", "172.18.0.7", labels())
                .model();
        assertThat(reserved.warnings()).isEmpty();
        assertThat(outsideRange.warnings()).isEmpty();
    }
}
