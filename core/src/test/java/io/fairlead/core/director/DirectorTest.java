package io.fairlead.core.director;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.channel.Role;
import io.fairlead.core.health.Verdict;
import io.fairlead.core.model.Container;
import io.fairlead.core.net.IpAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DirectorTest {
    @Test
    void deadContainerIsFencedAndThenTheNextOnePromoted() {
        Stage stage = Stage.served("h1", "h2");
        stage.hears(new DirectorEvent.ContainerDied("h1"));
        assertThat(stage.says()).containsExactly("Fence h1");
        stage.fenced("h1");
        assertThat(stage.says()).containsExactly("Promote h2");
        assertThat(stage.reason())
                .isEqualTo("h1's container died 0.0 ms ago; h1 read back: address gone; h2 is healthy, priority 100");
        stage.reports("h2", Role.ACTIVE);
        assertThat(stage.says()).containsExactly("PointNeighbour h2");
    }

    @Test
    void slowerAdvertisementsGiveThePromotedMoreTime() {
        assertThat(validityOfPromotion(Duration.ofMillis(100))).isEqualTo(200 * Stage.MILLISECOND);
        assertThat(validityOfPromotion(Duration.ofMillis(20))).isEqualTo(200 * Stage.MILLISECOND);
        assertThat(validityOfPromotion(Duration.ofSeconds(1))).isEqualTo(2000 * Stage.MILLISECOND);
    }

    private static long validityOfPromotion(Duration interval) {
        Stage stage = new Stage();
        stage.advertisesEach(interval);
        stage.serve("h1", "h2");
        long before = stage.now();
        stage.hears(new DirectorEvent.ContainerDied("h1"));
        stage.fenced("h1");
        return stage.latest().stream()
                        .filter(Decision.Promote.class::isInstance)
                        .map(Decision.Promote.class::cast)
                        .findFirst()
                        .orElseThrow()
                        .validUntilNanos()
                - before;
    }

    @Test
    void promotedMemberOnASlowMachineIsNotFencedBeforeItCouldAnswer() {
        Stage stage = new Stage();
        stage.advertisesEach(Duration.ofSeconds(1));
        stage.serve("h1", "h2");
        stage.hears(new DirectorEvent.ContainerDied("h1"));
        stage.fenced("h1");
        stage.passes(1900);
        assertThat(stage.says()).doesNotContain("Fence h2");
        stage.reports("h2", Role.ACTIVE);
        assertThat(stage.says()).containsExactly("PointNeighbour h2");
    }

    @Test
    void promotedMemberThatAnswersTooLateKeepsTheAddress() {
        Stage stage = Stage.served("h1", "h2");
        stage.hears(new DirectorEvent.ContainerDied("h1"));
        stage.fenced("h1");
        stage.passes(350);
        assertThat(stage.says()).anyMatch(words -> words.contains("h2 did not take the address"));
        stage.reports("h2", Role.ACTIVE);
        assertThat(stage.says()).containsExactly("PointNeighbour h2");
        stage.hears(new DirectorEvent.Connected("h1"));
        stage.reports("h1", Role.BACKUP);
        stage.passes(10_000);
        assertThat(stage.says()).isEmpty();
    }

    @Test
    void routerElsewhereThatAdvertisesSeldomIsNotForgottenBetweenTwoAdvertisements() {
        Stage stage = new Stage();
        stage.advertisesEach(Duration.ofSeconds(1));
        stage.serve("h1", "h2");
        stage.hears(new DirectorEvent.AdvertisementSeen(Stage.SHOP, IpAddress.parse("172.18.0.77"), 100));
        stage.passes(1500);
        stage.hears(new DirectorEvent.ContainerDied("h1"));
        stage.fenced("h1");
        assertThat(stage.says()).doesNotContain("Promote h2");
    }

    @Test
    void frozenHolderIsFencedToo() {
        Stage stage = Stage.served("h1", "h2");
        stage.hears(new DirectorEvent.Frozen("h1"));
        assertThat(stage.says()).containsExactly("Fence h1");
        stage.fenced("h1");
        assertThat(stage.says()).containsExactly("Promote h2");
    }

    @Test
    void nobodyIsPromotedWhenTheFenceFailsAgainAndAgain() {
        Stage stage = Stage.served("h1", "h2");
        stage.hears(new DirectorEvent.SidecarDied("h1"));
        for (int i = 1; i < DirectorConfig.DEFAULT.fenceAttempts(); i++) {
            stage.notFenced("h1");
            stage.passes(60);
            assertThat(stage.says()).contains("Fence h1").doesNotContain("Promote h2");
        }
        stage.notFenced("h1");
        stage.passes(5000);
        assertThat(stage.says()).doesNotContain("Promote h2", "Fence h1");
        assertThat(stage.view().decisions().getLast().reason())
                .contains("h2 is not promoted: h1")
                .endsWith("the protocol's timers decide");
    }

    @Test
    void lostConnectionAloneIsNoDeath() {
        Stage stage = Stage.served("h1", "h2");
        stage.hears(new DirectorEvent.Disconnected("h1"));
        stage.passes(5000);
        assertThat(stage.says()).noneMatch(words -> words.startsWith("Promote") || words.startsWith("Fence"));
    }

    @Test
    void thirdMemberIsAskedBeforeAnyoneIsPromoted() {
        Stage stage = Stage.served("h1", "h2", "h3");
        stage.hears(new DirectorEvent.ContainerDied("h1"));
        assertThat(stage.says()).containsExactly("Fence h1", "Ask h2");
        stage.fenced("h1");
        assertThat(stage.says()).isEmpty();
        stage.reports("h2", Role.BACKUP);
        assertThat(stage.says()).containsExactly("Promote h3");
    }

    @Test
    void holderThatGaveTheAddressUpNeedsNoFence() {
        Stage stage = Stage.served("h1", "h2");
        stage.reports("h1", Role.INITIALIZE, Verdict.UNHEALTHY, 100, false);
        assertThat(stage.says()).containsExactly("Promote h2");
        assertThat(stage.reason()).startsWith("h1 is unhealthy (its process has ended) and gave the address up; ");
    }

    @Test
    void firstHealthyMemberTakesTheAddressWhenAllAreKnown() {
        Stage stage = new Stage();
        stage.lists("h2", Container.State.CREATED);
        stage.listed("h1");
        stage.hears(new DirectorEvent.Connected("h1"));
        stage.reports("h1", Role.INITIALIZE, Verdict.UNKNOWN, 100, false);
        assertThat(stage.says()).isEmpty();
        stage.reports("h1", Role.BACKUP);
        assertThat(stage.says()).containsExactly("Promote h1");
    }

    @Test
    void restartedAgentWaitsForThoseThatHaveNotReconnected() {
        Stage stage = new Stage();
        stage.listed("h1", "h2");
        stage.hears(new DirectorEvent.Connected("h2"));
        stage.reports("h2", Role.BACKUP);
        stage.passes(10_000);
        assertThat(stage.says()).isEmpty();
        stage.hears(new DirectorEvent.Connected("h1"));
        stage.reports("h1", Role.ACTIVE);
        assertThat(stage.says()).containsExactly("PointNeighbour h1");
    }

    @Test
    void silentCandidateIsDoubtedThenFencedAndTheNextOnePromoted() {
        Stage stage = Stage.served("h1", "h2", "h3");
        stage.reports("h1", Role.INITIALIZE, Verdict.UNHEALTHY, 100, false);
        stage.reports("h2", Role.BACKUP);
        assertThat(stage.says()).containsExactly("Promote h3");
        assertThat(stage.passes(160).stream().map(Stage::words)).containsExactly("Ask h3");
        stage.passes(40);
        assertThat(stage.says()).contains("Ask h1", "Fence h3");
        stage.fenced("h3");
        stage.reports("h1", Role.INITIALIZE, Verdict.UNHEALTHY, 100, false);
        assertThat(stage.says()).containsExactly("Promote h2");
    }

    @Test
    void candidateThatDiesAfterItsPromotionIsReplacedAtOnce() {
        Stage stage = Stage.served("h1", "h2", "h3");
        stage.reports("h1", Role.INITIALIZE, Verdict.UNHEALTHY, 100, false);
        stage.reports("h2", Role.BACKUP);
        assertThat(stage.says()).containsExactly("Promote h3");
        stage.hears(new DirectorEvent.ContainerDied("h3"));
        assertThat(stage.says()).contains("Fence h3");
    }

    @Test
    void priorityThenHealthThenAddressChooses() {
        Stage stage = Stage.served("h1", "h2", "h3");
        stage.reports("h2", Role.BACKUP, Verdict.HEALTHY, 150, false);
        stage.hears(new DirectorEvent.ContainerDied("h1"));
        stage.fenced("h1");
        stage.reports("h3", Role.BACKUP);
        assertThat(stage.says()).containsExactly("Promote h2");
    }

    @Test
    void frozenOrUnhealthyMembersAreNotPromoted() {
        Stage stage = Stage.served("h1", "h2", "h3");
        stage.hears(new DirectorEvent.Frozen("h3"));
        stage.reports("h2", Role.INITIALIZE, Verdict.UNHEALTHY, 100, false);
        stage.hears(new DirectorEvent.ContainerDied("h1"));
        assertThat(stage.says()).singleElement().asString().startsWith("Notify: h1's container died");
    }

    @Test
    void thawedHolderThatWasBeingFencedIsAskedWhatItHas() {
        Stage stage = Stage.served("h1", "h2");
        stage.hears(new DirectorEvent.Frozen("h1"));
        stage.hears(new DirectorEvent.Thawed("h1"));
        assertThat(stage.says()).containsExactly("Ask h1");
        stage.fenced("h1");
        assertThat(stage.says()).isEmpty();
        stage.reports("h1", Role.ACTIVE);
        assertThat(stage.says()).doesNotContain("Promote h2");
    }

    @Test
    void moveAsksTheHolderToResignAndPromotesTheOneThatWasNamed() {
        Stage stage = Stage.served("h1", "h2", "h3");
        stage.hears(new DirectorEvent.MoveAsked(Stage.SHOP, Optional.of("h2")));
        assertThat(stage.says()).containsExactly("Resign h1");
        stage.reports("h1", Role.RESIGNING);
        stage.reports("h3", Role.BACKUP);
        assertThat(stage.says()).containsExactly("Relay h1 h2");
        stage.relayed("h1", "h2");
        assertThat(stage.says()).containsExactly("Retain h1", "Promote h2");
    }

    @Test
    void moveToOneThatCannotTakeItIsRefused() {
        Stage stage = Stage.served("h1", "h2");
        stage.reports("h2", Role.INITIALIZE, Verdict.UNHEALTHY, 100, false);
        stage.hears(new DirectorEvent.MoveAsked(Stage.SHOP, Optional.of("h2")));
        assertThat(stage.says()).containsExactly("Notify: not moved: h2: not healthy");
    }

    @Test
    void preemptingMemberIsHandedTheAddressWhenItHasBeenWellForAWhile() {
        Stage stage = Stage.served("h1", "h2");
        stage.hears(new DirectorEvent.Connected("h2"));
        stage.reports("h2", Role.BACKUP, Verdict.HEALTHY, 150, true);
        assertThat(stage.says()).isEmpty();
        stage.passes(2001);
        assertThat(stage.says()).containsExactly("Resign h1");
        stage.reports("h1", Role.RESIGNING);
        assertThat(stage.says()).containsExactly("Relay h1 h2");
        stage.relayed("h1", "h2");
        assertThat(stage.says()).containsExactly("Retain h1", "Promote h2");
    }

    @Test
    void loserOfALongContestIsTold() {
        Stage stage = Stage.served("h1", "h2");
        stage.reports("h2", Role.ACTIVE);
        stage.passes(900);
        assertThat(stage.says()).isEmpty();
        stage.passes(200);
        assertThat(stage.says()).containsExactly("Release h1");
    }

    @Test
    void holderWithoutALinkIsToldToLetGoFirst() {
        Stage stage = Stage.served("h1", "h2");
        stage.hears(new DirectorEvent.LinkChanged("h1", false));
        assertThat(stage.says()).containsExactly("Release h1");
        stage.reports("h1", Role.INITIALIZE);
        assertThat(stage.says()).containsExactly("Promote h2");
    }

    @Test
    void flappingIsLeftToTheTimers() {
        Stage stage = Stage.served("h1", "h2");
        for (int i = 0; i < DirectorConfig.DEFAULT.promotionsAtMost(); i++) {
            String from = i % 2 == 0 ? "h1" : "h2";
            String to = i % 2 == 0 ? "h2" : "h1";
            stage.reports(from, Role.INITIALIZE, Verdict.UNHEALTHY, 100, false);
            assertThat(stage.says()).containsExactly("Promote " + to);
            stage.reports(to, Role.ACTIVE);
            stage.reports(from, Role.BACKUP);
        }
        stage.reports("h1", Role.INITIALIZE, Verdict.UNHEALTHY, 100, false);
        assertThat(stage.says()).doesNotContain("Promote h2");
        stage.passes(10_000);
        assertThat(stage.says()).contains("Ask h1");
        stage.reports("h1", Role.INITIALIZE, Verdict.UNHEALTHY, 100, false);
        assertThat(stage.says()).containsExactly("Promote h2");
    }

    @Test
    void holderElsewhereIsRespected() {
        Stage stage = Stage.served("h1", "h2");
        stage.hears(new DirectorEvent.AdvertisementSeen(Stage.SHOP, IpAddress.parse("172.18.0.77"), 100));
        stage.reports("h1", Role.INITIALIZE, Verdict.UNHEALTHY, 100, false);
        assertThat(stage.says()).noneMatch(words -> words.startsWith("Promote"));
        stage.passes(1001);
        assertThat(stage.says()).contains("Ask h1");
    }

    @Test
    void restartedContainerIsAnotherLife() {
        Stage stage = Stage.served("h1", "h2");
        stage.hears(new DirectorEvent.ContainerDied("h1"));
        stage.fenced("h1");
        stage.lists("h1", Container.State.EXITED);
        stage.lists("h1", Container.State.RUNNING);
        stage.passes(300);
        stage.reports("h2", Role.BACKUP);
        stage.passes(1000);
        assertThat(stage.says()).noneMatch(words -> words.startsWith("Promote"));
    }

    @Test
    void holderThatHaltedIsFencedEvenIfTheTimersWereFaster() {
        Stage stage = Stage.served("h1", "h2");
        stage.hears(new DirectorEvent.Disconnected("h2"));
        stage.hears(new DirectorEvent.Frozen("h1"));
        stage.hears(new DirectorEvent.Connected("h2"));
        stage.reports("h2", Role.ACTIVE);
        assertThat(stage.says()).contains("Fence h1");
    }

    @Test
    void viewSaysWhoHasItAndWhyOthersCannot() {
        Stage stage = Stage.served("h1", "h2");
        stage.hears(new DirectorEvent.Frozen("h2"));
        DirectorView.ServiceView view = stage.view();
        assertThat(view.holder()).contains("h1");
        assertThat(view.situation()).isEqualTo("h1 has the address");
        assertThat(view.members())
                .extracting(DirectorView.MemberView::why)
                .containsExactly("has the address", "no candidate: frozen");
    }

    @Test
    void aMemberThatCannotBeAskedIsToldOfBeforeTheFault() {
        Stage stage = Stage.served("h1", "h2");
        assertThat(stage.view().situation()).isEqualTo("h1 has the address");
        stage.listed("h3");
        assertThat(stage.view().situation())
                .isEqualTo("h1 has the address; h3 not on the channel: after a fault the protocol's timers decide");
        stage.hears(new DirectorEvent.ContainerDied("h1"));
        stage.fenced("h1");
        assertThat(stage.passes(1000)).noneMatch(decision -> decision instanceof Decision.Promote);
    }
}
