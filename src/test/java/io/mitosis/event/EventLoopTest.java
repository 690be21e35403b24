// SPDX-License-Identifier: Apache-2.0
package io.mitosis.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mitosis.linux.EventFd;
import io.mitosis.linux.TimerFd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventLoopTest {
    @Test
    void callsTheHandlerOfWhatCanBeRead() {
        List<String> calls = new ArrayList<>();
        try (EventLoop loop = EventLoop.open();
                EventFd first = EventFd.open();
                EventFd second = EventFd.open();
                TimerFd timer = TimerFd.every(Duration.ofMillis(1))) {
            loop.register(first.file(), () -> {
                first.drain();
                calls.add("first");
                second.signal();
            });
            loop.register(second.file(), () -> {
                second.drain();
                calls.add("second");
                loop.register(timer.file(), () -> {
                    timer.drain();
                    calls.add("timer");
                    loop.stop();
                });
            });
            first.signal();
            loop.run();
        }
        assertThat(calls).containsExactly("first", "second", "timer");
    }

    @Test
    void runsTheTasksOfOtherThreadsInOrderOnItsOwn() throws InterruptedException {
        List<Integer> done = new ArrayList<>();
        Thread[] ran = new Thread[1];
        try (EventLoop loop = EventLoop.open()) {
            Thread other = Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 1000; i++) {
                    int number = i;
                    loop.execute(() -> done.add(number));
                }
                loop.execute(() -> ran[0] = Thread.currentThread());
                loop.execute(loop::stop);
            });
            loop.run();
            other.join();
        }
        assertThat(done).hasSize(1000).isSorted();
        assertThat(ran[0]).isSameAs(Thread.currentThread());
    }

    @Test
    void stopsFromOutsideAndRunsAgain() throws InterruptedException {
        try (EventLoop loop = EventLoop.open()) {
            for (int round = 0; round < 3; round++) {
                Thread other = Thread.ofPlatform().start(loop::stop);
                loop.run();
                other.join();
            }
            loop.stop();
            loop.run();
            // A stop is used up by the run that it ends.
            AtomicInteger tasks = new AtomicInteger();
            loop.execute(tasks::incrementAndGet);
            loop.execute(loop::stop);
            loop.run();
            assertThat(tasks).hasValue(1);
        }
    }

    @Test
    void forgetsWhatIsUnregisteredEvenInTheSameRound() {
        List<String> calls = new ArrayList<>();
        try (EventLoop loop = EventLoop.open();
                EventFd first = EventFd.open();
                EventFd second = EventFd.open()) {
            loop.register(first.file(), () -> {
                calls.add("first");
                loop.unregister(second.file());
                loop.unregister(first.file());
                loop.execute(loop::stop);
            });
            loop.register(second.file(), () -> {
                calls.add("second");
                loop.unregister(first.file());
                loop.unregister(second.file());
                loop.execute(loop::stop);
            });
            first.signal();
            second.signal();
            loop.run();
        }
        assertThat(calls).hasSize(1);
    }

    @Test
    void endsWithWhatAHandlerThrows() {
        try (EventLoop loop = EventLoop.open()) {
            loop.execute(() -> {
                throw new IllegalStateException("broken");
            });
            assertThatThrownBy(loop::run).hasMessage("broken");
        }
    }

    @Test
    void sleepsUntilThereIsSomethingToDo() throws InterruptedException {
        try (EventLoop loop = EventLoop.open();
                TimerFd timer = TimerFd.every(Duration.ofMillis(300))) {
            loop.register(timer.file(), loop::stop);
            loop.run();
            assertThat(loop.wakeUps()).isEqualTo(1);
        }
    }

    @Test
    void ignoresTasksAfterItsEndAndLeaksNothing() throws IOException {
        EventLoop.open().close();
        long before = descriptors();
        for (int i = 0; i < 50; i++) {
            EventLoop loop = EventLoop.open();
            loop.close();
            loop.close();
            loop.execute(loop::stop);
            loop.stop();
        }
        assertThat(descriptors()).isEqualTo(before);
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("/proc/self/fd"))) {
            return entries.count();
        }
    }
}
