// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CountersTest {
    @Test
    void eventFdCountsSignalsOfAnyThread() throws InterruptedException {
        try (EventFd event = EventFd.open()) {
            assertThat(event.drain()).isZero();

            Thread other = Thread.ofPlatform().start(event::signal);
            event.signal();
            other.join();

            assertThat(event.drain()).isEqualTo(2);
            assertThat(event.drain()).isZero();
        }
    }

    @Test
    void eventFdIgnoresSignalsAfterItsEnd() {
        EventFd event = EventFd.open();
        event.close();
        event.signal();
        event.close();

        assertThatThrownBy(event::drain).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void timerIsDueAgainAndAgain() {
        Duration interval = Duration.ofMillis(20);
        long start = System.nanoTime();
        try (TimerFd timer = TimerFd.every(interval);
                Epoll epoll = Epoll.open()) {
            epoll.add(timer.file(), 1);
            long due = 0;
            while (due < 5) {
                assertThat(epoll.await(60_000)).isEqualTo(1);
                due += timer.drain();
            }
            // Less than one interval late in all, however busy the machine was, or it would have been due once more.
            long elapsed = System.nanoTime() - start;
            assertThat(elapsed).isGreaterThanOrEqualTo(due * interval.toNanos());
            assertThat(timer.drain()).isBetween(0L, elapsed / interval.toNanos());
        }
    }

    @Test
    void timerTakesLongIntervalsAndNoEmptyOnes() {
        try (TimerFd timer = TimerFd.every(Duration.ofSeconds(1_000_000_000, 5))) {
            assertThat(timer.drain()).isZero();
        }
        assertThatThrownBy(() -> TimerFd.every(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TimerFd.every(Duration.ofNanos(-1))).isInstanceOf(IllegalArgumentException.class);
    }
}
