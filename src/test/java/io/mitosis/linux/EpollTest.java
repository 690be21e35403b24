// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EpollTest {
    @Test
    void saysByItsTokenWhatCanBeRead() {
        try (Epoll epoll = Epoll.open();
                EventFd first = EventFd.open();
                EventFd second = EventFd.open()) {
            epoll.add(first.file(), 0x1234_5678_9abc_def0L);
            epoll.add(second.file(), -1);
            assertThat(epoll.await(0)).isZero();

            first.signal();
            assertThat(epoll.await(-1)).isEqualTo(1);
            assertThat(epoll.token(0)).isEqualTo(0x1234_5678_9abc_def0L);

            second.signal();
            assertThat(epoll.await(-1)).isEqualTo(2);
            assertThat(Set.of(epoll.token(0), epoll.token(1))).containsExactlyInAnyOrder(0x1234_5678_9abc_def0L, -1L);

            first.drain();
            epoll.remove(second.file());
            assertThat(epoll.await(0)).isZero();
        }
    }

    @Test
    void findsManyAtOnceOverSeveralRounds() {
        try (Epoll epoll = Epoll.open()) {
            EventFd[] events = new EventFd[40];
            for (int i = 0; i < events.length; i++) {
                events[i] = EventFd.open();
                events[i].signal();
                epoll.add(events[i].file(), i);
            }
            Set<Long> seen = new HashSet<>();
            for (int ready = epoll.await(0); ready > 0; ready = epoll.await(0)) {
                for (int i = 0; i < ready; i++) {
                    seen.add(epoll.token(i));
                    events[(int) epoll.token(i)].drain();
                }
            }
            assertThat(seen).hasSize(events.length);
            for (EventFd event : events) {
                event.close();
            }
        }
    }

    @Test
    void hasNoTokensButThoseOfTheLastWait() {
        try (Epoll epoll = Epoll.open()) {
            assertThatThrownBy(() -> epoll.token(0)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void namesWhatItCannotWatch() {
        try (Epoll epoll = Epoll.open();
                EventFd event = EventFd.open()) {
            epoll.add(event.file(), 1);

            assertThatThrownBy(() -> epoll.add(event.file(), 1))
                    .isInstanceOf(ErrnoException.class)
                    .hasMessage("epoll_ctl(eventfd): File exists (EEXIST)");
        }
    }

    @Test
    void canBeClosedTwice() {
        Epoll epoll = Epoll.open();
        epoll.close();
        epoll.close();

        assertThatThrownBy(() -> epoll.await(0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("epoll is closed");
    }
}
