package io.fairlead.agent.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AttentionTest {
    private final List<ForwardedService> before =
            IntStream.rangeClosed(1, 9).mapToObj(port -> Services.v4(port, 80)).toList();

    private List<ForwardedService> now(int index, ForwardedService... instead) {
        List<ForwardedService> now = new ArrayList<>(before);
        now.remove(index);
        now.addAll(index, List.of(instead));
        return now;
    }

    @Test
    void oneThatChangesIsFoundWhereverItIs() {
        for (int i = 0; i < before.size(); i++) {
            ForwardedService changed = Services.v4(i + 1, 8080);
            Attention news = Attention.toNews(before, now(i, changed));
            assertThat(news.services()).containsExactly(changed);
            assertThat(news.keys()).containsExactly(changed.key());
        }
    }

    @Test
    void thoseThatComeAndGoAreFound() {
        ForwardedService fresh = Services.v4(99, 80);
        assertThat(Attention.toNews(before, now(4, before.get(4), fresh)).services())
                .containsExactly(fresh);
        Attention gone = Attention.toNews(before, now(4));
        assertThat(gone.services()).isEmpty();
        assertThat(gone.keys()).containsExactly(before.get(4).key());
        assertThat(Attention.toNews(before, List.of()).keys()).hasSize(9);
        assertThat(Attention.toNews(List.of(), before).services()).isEqualTo(before);
    }

    @Test
    void anotherOrderIsNoNews() {
        List<ForwardedService> reversed = new ArrayList<>(before);
        Collections.reverse(reversed);
        assertThat(Attention.toNews(before, reversed).isEmpty()).isTrue();
        assertThat(Attention.toNews(before, before).isEmpty()).isTrue();
    }

    @Test
    void whatWasNotLookedAtIsInPlaceAsBefore() {
        List<ForwardedService> now = now(4, Services.v4(5, 8080));
        Attention news = Attention.toNews(before, now);
        assertThat(news.inPlace(now, news.services())).isEqualTo(now);
        assertThat(news.inPlace(now, List.of())).isEqualTo(now(4));
    }
}
