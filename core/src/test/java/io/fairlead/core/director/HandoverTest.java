package io.fairlead.core.director;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.channel.Role;
import io.fairlead.core.director.Decision.Promote;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A living holder gives the address to another and finishes what it serves. */
class HandoverTest {
    @Test
    void successorIsPromotedWhenTheRelayStandsAndItsOrderIsValidFromThen() {
        Stage stage = Stage.served("h1", "h2");
        stage.reports("h1", Role.RESIGNING);
        assertThat(stage.says()).containsExactly("Relay h1 h2");
        stage.passes(300);
        assertThat(stage.says()).isEmpty();
        stage.relayed("h1", "h2");
        assertThat(stage.says()).containsExactly("Retain h1", "Promote h2");
        Promote promote = (Promote) stage.latest().getLast();
        assertThat(promote.validUntilNanos() - stage.now())
                .isEqualTo(DirectorConfig.DEFAULT.promoteValidity().toNanos());
        stage.reports("h2", Role.ACTIVE);
        assertThat(stage.says()).containsExactly("PointNeighbour h2");
    }

    @Test
    void relayLastsUntilTheOldHolderHasLetGoHoweverLongThatTakes() {
        Stage stage = Stage.handedOver(true, "h1", "h2");
        stage.passes(8000);
        assertThat(stage.says()).isEmpty();
        stage.reports("h1", Role.INITIALIZE);
        assertThat(stage.says()).containsExactly("EndRelay h1 h2");
    }

    @Test
    void endOfTheRelayIsOrderedAgainUntilItIsConfirmed() {
        Stage stage = Stage.handedOver(true, "h1", "h2");
        stage.reports("h1", Role.INITIALIZE);
        stage.passes(1100);
        assertThat(stage.says()).containsExactly("EndRelay h1 h2");
        stage.hears(new DirectorEvent.RelayEnded(Stage.SHOP, "h1", "h2"));
        stage.passes(5000);
        assertThat(stage.says()).isEmpty();
    }

    @Test
    void relayThatCannotBeMadeHoldsNobodyUp() {
        Stage stage = Stage.served("h1", "h2");
        stage.reports("h1", Role.RESIGNING);
        stage.hears(new DirectorEvent.RelayDone(Stage.SHOP, "h1", "h2", Optional.of("no nft")));
        assertThat(stage.says()).containsExactly("Promote h2");
    }

    @Test
    void relayThatIsNotSettledInTimeHoldsNobodyUp() {
        Stage stage = Stage.served("h1", "h2");
        stage.reports("h1", Role.RESIGNING);
        stage.passes(950);
        assertThat(stage.says()).containsExactly("Promote h2");
        stage.relayed("h1", "h2");
        assertThat(stage.says()).containsExactly("Retain h1");
    }

    @Test
    void relayEndsWhenTheOneThatHandedOverDies() {
        Stage stage = Stage.handedOver(true, "h1", "h2");
        stage.hears(new DirectorEvent.ContainerDied("h1"));
        assertThat(stage.says()).contains("EndRelay h1 h2").doesNotContain("Promote h2");
    }

    @Test
    void holderThatDiesWhileItsRelayIsMadeIsFencedAndSucceededWithoutIt() {
        Stage stage = Stage.served("h1", "h2");
        stage.reports("h1", Role.RESIGNING);
        stage.hears(new DirectorEvent.ContainerDied("h1"));
        assertThat(stage.says()).contains("Fence h1");
        stage.fenced("h1");
        assertThat(stage.says()).containsExactly("Promote h2");
    }

    @Test
    void whoFinishesItsConnectionsIsRecalledWhenItsSuccessorDies() {
        Stage stage = Stage.handedOver(true, "h1", "h2", "h3");
        stage.hears(new DirectorEvent.ContainerDied("h3"));
        stage.fenced("h3");
        assertThat(stage.says()).containsExactly("Release h1", "Promote h2");
        stage.reports("h2", Role.ACTIVE);
        stage.reports("h1", Role.INITIALIZE);
        assertThat(stage.says()).containsExactly("EndRelay h1 h3");
    }

    @Test
    void whoHandedOverTakesTheAddressBackIfItsSuccessorDiesAndNobodyElseCan() {
        Stage stage = Stage.handedOver(false, "h1", "h2");
        stage.hears(new DirectorEvent.ContainerDied("h2"));
        stage.fenced("h2");
        assertThat(stage.says()).containsExactly("EndRelay h1 h2", "Promote h1");
    }

    @Test
    void whoStopsDoesNotTakeTheAddressBack() {
        Stage stage = Stage.handedOver(true, "h1", "h2");
        stage.hears(new DirectorEvent.ContainerDied("h2"));
        stage.fenced("h2");
        assertThat(stage.says()).doesNotContain("Promote h1");
    }
}
