package io.fairlead.linux.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.vrrp.Notice;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoticeLimitTest {
    private final List<Notice> log = new ArrayList<>();
    private long nowNanos;
    private final NoticeLimit limit = new NoticeLimit(log::add, () -> nowNanos);

    @Test
    void firstNoticesOfAKindPassUnchanged() {
        tell(Notice.Kind.PACKET_REJECTED, NoticeLimit.MOST);

        assertThat(log)
                .hasSize(NoticeLimit.MOST)
                .allSatisfy(notice -> assertThat(notice.text()).isEqualTo("words"));
    }

    @Test
    void floodIsHeldBackAndCountedWithTheNextThatPasses() {
        tell(Notice.Kind.PACKET_REJECTED, 1000);
        assertThat(log).hasSize(NoticeLimit.MOST);
        nowNanos += NoticeLimit.PERIOD.toNanos();

        tell(Notice.Kind.PACKET_REJECTED, 1);

        assertThat(log.getLast().text()).isEqualTo("words (995 more of this kind were not logged)");
    }

    @Test
    void kindsDoNotUseUpEachOthersMeasure() {
        tell(Notice.Kind.PACKET_REJECTED, 1000);
        log.clear();

        tell(Notice.Kind.STATE_CHANGED, 1);

        assertThat(log).hasSize(1);
    }

    @Test
    void slowTrickleIsNeverHeldBack() {
        for (int i = 0; i < 100; i++) {
            tell(Notice.Kind.DUPLICATE_CLAIM, 1);
            nowNanos += NoticeLimit.PERIOD.toNanos() / NoticeLimit.MOST;
        }

        assertThat(log)
                .hasSize(100)
                .allSatisfy(notice -> assertThat(notice.text()).isEqualTo("words"));
    }

    private void tell(Notice.Kind kind, int count) {
        for (int i = 0; i < count; i++) {
            limit.accept(new Notice(kind, "words"));
        }
    }
}
