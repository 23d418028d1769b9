package io.fairlead.core.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.channel.Role;
import io.fairlead.core.director.DirectorView;
import io.fairlead.core.health.Verdict;
import io.fairlead.core.model.Container;
import io.fairlead.core.model.Container.Health;
import io.fairlead.core.model.Container.State;
import io.fairlead.core.model.Member;
import io.fairlead.core.model.Model;
import io.fairlead.core.model.Segment;
import io.fairlead.core.model.Service;
import io.fairlead.core.net.IpAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SubjectsTest {
    private static final IpAddress VIP = IpAddress.parse("172.18.0.201");

    private final List<Container> containers = new ArrayList<>();
    private final List<Member> members = new ArrayList<>();
    private final List<DirectorView.MemberView> sidecars = new ArrayList<>();

    private void member(String id, boolean restart, State state, Health health, long namespace) {
        members.add(new Member(id, id, state, List.of(), 1, restart));
        container(id, Optional.empty(), state, health, namespace);
    }

    private void container(String id, Optional<String> joins, State state, Health health, long namespace) {
        containers.add(new Container(
                id,
                id,
                state,
                Map.of(),
                List.of(),
                List.of(),
                1,
                joins,
                new Container.Upkeep(Instant.ofEpochSecond(1), 137, health, false, namespace)));
    }

    private void sidecar(String id, Verdict health, boolean frozen, long silentNanos) {
        sidecars.add(new DirectorView.MemberView(
                id, id, Optional.of(Role.BACKUP), health, 100, true, frozen, true, silentNanos, ""));
    }

    private List<Subject> subjects() {
        Service shop =
                new Service("shop", VIP, new Segment("n", Optional.empty(), List.of()), members, Optional.empty());
        return Subjects.of(
                new Model(List.of(shop), List.of()),
                containers,
                new DirectorView(
                        List.of(new DirectorView.ServiceView("shop", VIP, Optional.empty(), "", sidecars, List.of()))));
    }

    private Condition only() {
        assertThat(subjects()).hasSize(1);
        return subjects().getFirst().condition();
    }

    @Test
    void onlyMembersWithTheLabelAndThoseInTheirNetworkAreRestarted() {
        member("h1", true, State.RUNNING, Health.NONE, 1);
        member("h2", false, State.EXITED, Health.NONE, 0);
        container("tail", Optional.of("h1"), State.EXITED, Health.NONE, 0);
        container("other", Optional.of("h2"), State.EXITED, Health.NONE, 0);
        container("stranger", Optional.empty(), State.EXITED, Health.NONE, 0);
        assertThat(subjects()).extracting(Subject::id).containsExactly("h1", "tail");
    }

    @Test
    void whoEndedHasItsExitCodeInTheReason() {
        member("h1", true, State.EXITED, Health.NONE, 0);
        assertThat(only()).isEqualTo(new Condition.Ended("ended with exit code 137"));
    }

    @Test
    void thePausedAndTheFrozenAreLeftAlone() {
        member("h1", true, State.PAUSED, Health.UNHEALTHY, 1);
        member("h2", true, State.RUNNING, Health.UNHEALTHY, 2);
        sidecar("h2", Verdict.UNHEALTHY, true, 0);
        assertThat(subjects())
                .allSatisfy(subject -> assertThat(subject.condition()).isInstanceOf(Condition.LeftAlone.class));
    }

    @Test
    void whoseHealthCheckFailsIsInTrouble() {
        member("h1", true, State.RUNNING, Health.UNHEALTHY, 1);
        assertThat(only()).isInstanceOf(Condition.Troubled.class);
    }

    @Test
    void whoseHaproxyIsUnhealthyIsInTrouble() {
        member("h1", true, State.RUNNING, Health.NONE, 1);
        sidecar("h1", Verdict.UNHEALTHY, false, 0);
        assertThat(only()).isInstanceOf(Condition.Troubled.class);
    }

    @Test
    void whoHangsOnTheChannelIsInTrouble() {
        member("h1", true, State.RUNNING, Health.HEALTHY, 1);
        sidecar("h1", Verdict.HEALTHY, false, 6_000_000_000L);
        assertThat(only()).isInstanceOf(Condition.Troubled.class);
    }

    @Test
    void aDependantInTheNetworkOfAnEarlierLifeIsStale() {
        member("h1", true, State.RUNNING, Health.NONE, 2);
        container("tail", Optional.of("h1"), State.RUNNING, Health.NONE, 1);
        assertThat(subjects().getLast().condition())
                .isEqualTo(new Condition.Stale("is in the network of an earlier life of h1"));
        assertThat(subjects().getLast().owner()).contains("h1");
    }

    @Test
    void aDependantWaitsForItsOwner() {
        member("h1", true, State.EXITED, Health.NONE, 0);
        container("tail", Optional.of("h1"), State.EXITED, Health.NONE, 0);
        assertThat(subjects().getLast().condition()).isInstanceOf(Condition.LeftAlone.class);
    }
}
