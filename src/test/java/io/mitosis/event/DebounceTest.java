// SPDX-License-Identifier: Apache-2.0
package io.mitosis.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DebounceTest {
    private static final int WINDOW = 50;
    private static final Duration WINDOW_TIME = Duration.ofNanos(WINDOW);

    private final List<Long> events = new ArrayList<>();
    private final List<Long> actions = new ArrayList<>();

    @Test
    void theFirstIsActedOnAtOnceTheRestOfABurstTogether() {
        play(0, 0, 10, 10, 10);
        assertThat(actions).containsExactly(0L, 30L + WINDOW);
    }

    @Test
    void eventsFarApartAreAllFirst() {
        play(0, 5, WINDOW, WINDOW, 2 * WINDOW);
        assertThat(actions).containsExactlyElementsOf(events);
    }

    @Test
    void anEventRightAfterABurstBelongsToIt() {
        play(0, 0, 10, WINDOW + 20);
        assertThat(actions).containsExactly(0L, 60L, 80L + WINDOW);
    }

    @Test
    void aBurstWithoutEndIsServedEveryTenWindows() {
        int[] gaps = new int[1000];
        Arrays.fill(gaps, 10);
        play(0, gaps);
        assertThat(actions).startsWith(10L, 20L + 10 * WINDOW, 20L + 20 * WINDOW);
    }

    @Test
    void withoutAWindowEveryEventIsActedOn() {
        Debounce debounce = new Debounce(Duration.ZERO);
        for (int i = 0; i < 5; i++) {
            assertThat(debounce.event(7)).isTrue();
            assertThat(debounce.deadline()).isEmpty();
        }
    }

    @Test
    void theClockMayOverflow() {
        play(Long.MAX_VALUE - 25, 0, 10, 10, 10);
        assertThat(actions).containsExactly(Long.MAX_VALUE - 25, Long.MIN_VALUE + 4 + WINDOW);

        Debounce debounce = new Debounce(WINDOW_TIME);
        assertThat(debounce.event(Long.MAX_VALUE - 20)).isTrue();
        assertThat(debounce.event(Long.MAX_VALUE - 10)).isFalse();
        assertThat(debounce.expired(Long.MAX_VALUE)).isFalse();
        assertThat(debounce.expired(Long.MIN_VALUE + WINDOW)).isTrue();
    }

    @Test
    void anEarlyOrNeedlessQuestionChangesNothing() {
        Debounce debounce = new Debounce(WINDOW_TIME);
        assertThat(debounce.expired(0)).isFalse();
        assertThat(debounce.event(0)).isTrue();
        assertThat(debounce.expired(1_000)).isFalse();
        assertThat(debounce.event(1_000)).isTrue();
        assertThat(debounce.event(1_010)).isFalse();
        assertThat(debounce.expired(1_059)).isFalse();
        assertThat(debounce.deadline()).hasValue(1_060);
        assertThat(debounce.expired(1_060)).isTrue();
        assertThat(debounce.expired(1_060)).isFalse();
    }

    @Test
    void thereIsNoNegativeWindow() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Debounce(Duration.ofNanos(-1)));
    }

    @Property
    void everyEventIsActedOnSoonAndActionsKeepApart(
            @ForAll @Size(min = 1, max = 200) List<@IntRange(max = 120) Integer> gaps) {
        events.clear();
        actions.clear();
        play(0, gaps.stream().mapToInt(Integer::intValue).toArray());
        for (long event : events) {
            assertThat(actions)
                    .as("after " + event)
                    .anyMatch(action -> action >= event && action <= event + 10 * WINDOW);
        }
        for (int i = 1; i < actions.size(); i++) {
            assertThat(actions.get(i) - actions.get(i - 1)).isGreaterThanOrEqualTo(WINDOW);
        }
        assertThat(actions).hasSizeLessThanOrEqualTo(events.size());
    }

    /** Plays events with the given gaps before each, and a timer that is always on time. */
    private void play(long start, int... gaps) {
        Debounce debounce = new Debounce(WINDOW_TIME);
        long now = start;
        for (int gap : gaps) {
            now += gap;
            expire(debounce, now);
            events.add(now);
            if (debounce.event(now)) {
                actions.add(now);
            }
        }
        expire(debounce, now + 100 * WINDOW);
        assertThat(debounce.deadline()).isEmpty();
    }

    private void expire(Debounce debounce, long until) {
        OptionalLong deadline = debounce.deadline();
        if (deadline.isPresent() && deadline.getAsLong() - until <= 0) {
            assertThat(debounce.expired(deadline.getAsLong())).isTrue();
            actions.add(deadline.getAsLong());
        }
    }

    @Test
    void anActionThatTakesLongerThanAWindowIsFollowedByARest() {
        Debounce debounce = new Debounce(Duration.ofNanos(50));
        assertThat(debounce.event(0)).isTrue();
        debounce.acted(80);
        assertThat(debounce.event(81)).isFalse();
        assertThat(debounce.deadline()).hasValue(131);
        assertThat(debounce.expired(131)).isTrue();
        debounce.acted(300);
        assertThat(debounce.event(310)).isFalse();
        assertThat(debounce.event(340)).isFalse();
        assertThat(debounce.deadline()).hasValue(390);
    }
}
