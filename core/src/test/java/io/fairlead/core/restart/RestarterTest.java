package io.fairlead.core.restart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestarterTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Instant DURING = Instant.ofEpochSecond(150);

    private final Bench bench = Bench.running("h1", "h2");

    @Test
    void whatEndsIsStartedAfterTheFirstPause() {
        assertThat(bench.becomes("h1", Bench.ended())).isEmpty();
        assertThat(bench.view("h1").situation()).isEqualTo("ended with exit code 1; restart in 1.0 s, attempt 1 of 5");
        List<Attempt> attempts = bench.awaits(Duration.ofSeconds(1));
        assertThat(attempts).singleElement().satisfies(attempt -> {
            assertThat(attempt.container()).isEqualTo("h1");
            assertThat(attempt.runs()).isFalse();
            assertThat(attempt.reason()).isEqualTo("h1 ended with exit code 1; attempt 1 of 5");
        });
    }

    @Test
    void eachPauseIsTwiceTheOneBeforeUntilItIsGivenUp() {
        for (int seconds : new int[] {1, 2, 4, 8, 16}) {
            bench.begins("h1", Bench.ended());
            assertThat(bench.untilAttempt(LONG)).isEqualTo(Duration.ofSeconds(seconds));
            bench.done("h1");
        }
        bench.begins("h1", Bench.ended());
        assertThat(bench.awaits(LONG)).isEmpty();
        assertThat(bench.view("h1").gaveUp()).isTrue();
        assertThat(bench.view("h1").situation())
                .isEqualTo("ended with exit code 1; given up after 5 attempts, docker start begins anew");
        assertThat(bench.notices()).containsExactly("h1 ended with exit code 1; given up after 5 attempts");
    }

    @Test
    void noPauseIsLongerThanTheLongest() {
        assertThat(Duration.ofNanos(Bench.CONFIG.pauseNanos(50))).isEqualTo(Bench.CONFIG.longestPause());
    }

    @Test
    void whatAPersonStoppedIsLeftAlone() {
        bench.becomes("h1", Bench.ended());
        bench.stopped("h1", DURING);
        assertThat(bench.awaits(LONG)).isEmpty();
        assertThat(bench.view("h1").situation()).isEqualTo("was stopped: a person did that");
    }

    @Test
    void aStopOfAnEarlierLifeMeansNothing() {
        bench.stopped("h1", DURING);
        bench.becomes("h1", Instant.ofEpochSecond(200), Bench.well());
        bench.becomes("h1", Bench.ended());
        assertThat(bench.awaits(LONG)).hasSize(1);
    }

    @Test
    void whatIsPausedIsLeftAlone() {
        bench.becomes("h1", new Condition.LeftAlone("is paused: a person did that"));
        assertThat(bench.awaits(LONG)).isEmpty();
    }

    @Test
    void whatHadEndedBeforeTheFirstLookIsLeftAloneUntilSomebodyStartsIt() {
        bench.becomes("h3", Bench.ended());
        assertThat(bench.awaits(LONG)).isEmpty();
        assertThat(bench.view("h3").situation()).startsWith("had ended before this agent looked");
        bench.begins("h3", Bench.ended());
        assertThat(bench.awaits(LONG)).hasSize(1);
    }

    @Test
    void theEnginesOwnPolicyGoesFirst() {
        bench.engineRestarts("h1");
        bench.becomes("h1", Bench.ended());
        assertThat(bench.untilAttempt(LONG))
                .isEqualTo(Bench.CONFIG.engineFirst().plus(Bench.CONFIG.firstPause()));
    }

    @Test
    void whatTheEngineHasRestartedIsNotRestartedOnceMore() {
        bench.engineRestarts("h1");
        bench.becomes("h1", Bench.ended());
        assertThat(bench.awaits(Duration.ofSeconds(5))).isEmpty();
        bench.begins("h1", Bench.well());
        assertThat(bench.awaits(LONG)).isEmpty();
        assertThat(bench.view("h1").total()).isZero();
    }

    @Test
    void troubleIsWaitedOutForAWhile() {
        bench.becomes("h1", new Condition.Troubled("is unhealthy"));
        assertThat(bench.awaits(Duration.ofSeconds(20))).isEmpty();
        bench.becomes("h1", Bench.well());
        bench.becomes("h1", new Condition.Troubled("is unhealthy"));
        assertThat(bench.untilAttempt(LONG)).isEqualTo(Bench.CONFIG.patience().plus(Bench.CONFIG.firstPause()));
    }

    @Test
    void ofTwoThatAreInTroubleOneIsRestartedAtATime() {
        bench.becomes("h1", new Condition.Troubled("is unhealthy"));
        bench.becomes("h2", new Condition.Troubled("is unhealthy"));
        assertThat(bench.awaits(LONG)).extracting(Attempt::container).containsExactly("h1");
        assertThat(bench.awaits(LONG)).isEmpty();
        bench.begins("h1", Bench.well());
        assertThat(bench.done("h1")).extracting(Attempt::container).containsExactly("h2");
    }

    @Test
    void nothingCountsAnyMoreAfterItWasWellForLongEnough() {
        bench.becomes("h1", Bench.ended());
        bench.awaits(LONG);
        bench.begins("h1", Bench.well());
        bench.done("h1");
        assertThat(bench.view("h1").situation()).isEqualTo("runs; 1 restarts still count");
        bench.awaits(Bench.CONFIG.steadyAfter());
        assertThat(bench.view("h1").attempts()).isZero();
        bench.becomes("h1", Bench.ended());
        assertThat(bench.untilAttempt(LONG)).isEqualTo(Bench.CONFIG.firstPause());
    }

    @Test
    void startedByAPersonAfterItWasGivenUpItIsTriedAgain() {
        for (int i = 0; i < Bench.CONFIG.attempts(); i++) {
            bench.becomes("h1", Bench.ended());
            bench.awaits(LONG);
            bench.failed("h1");
        }
        assertThat(bench.view("h1").gaveUp()).isTrue();
        assertThat(bench.view("h1").failure()).contains("port is taken");
        bench.begins("h1", Bench.well());
        assertThat(bench.view("h1").gaveUp()).isFalse();
        bench.becomes("h1", Bench.ended());
        assertThat(bench.untilAttempt(LONG)).isEqualTo(Bench.CONFIG.firstPause());
    }

    @Test
    void aListThatLagsBehindDoesNotCauseASecondAttempt() {
        bench.becomes("h1", Bench.ended());
        bench.awaits(LONG);
        assertThat(bench.done("h1")).isEmpty();
        assertThat(bench.awaits(Duration.ofSeconds(9))).isEmpty();
        bench.begins("h1", Bench.well());
        assertThat(bench.awaits(LONG)).isEmpty();
    }

    @Test
    void itsOwnStopOnTheWayToAFailedStartIsNoPersonsWish() {
        bench.becomes("h1", new Condition.Troubled("is unhealthy"));
        bench.awaits(LONG);
        bench.stopped("h1", DURING);
        bench.becomes("h1", Bench.ended());
        bench.failed("h1");
        bench.stopped("h1", DURING);
        assertThat(bench.awaits(LONG)).hasSize(1);
    }

    @Test
    void nothingIsDoneWhileTheEngineIsNotSeen() {
        bench.mayAct(false);
        bench.becomes("h1", Bench.ended());
        assertThat(bench.awaits(LONG)).isEmpty();
        bench.mayAct(true);
        assertThat(bench.untilAttempt(LONG)).isLessThanOrEqualTo(Duration.ofSeconds(2));
    }
}
