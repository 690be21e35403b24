// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.event.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GracePeriodTest {
    private final EventLoop loop = EventLoop.open();

    @Test
    void theLoopGoesOnWhileTheBarrierIsWaitedFor() {
        CountDownLatch allPassed = new CountDownLatch(1);
        List<String> done = new ArrayList<>();
        try (loop;
                GracePeriod grace = GracePeriod.on(loop, () -> isThrough(allPassed), () -> {
                    done.add("passed");
                    loop.stop();
                })) {
            grace.begin();
            loop.execute(() -> done.add("something else"));
            loop.execute(allPassed::countDown);
            loop.run();
        }
        assertThat(done).containsExactly("something else", "passed");
    }

    @Test
    void eachIsToldOfOnceOnTheThreadOfTheLoop() {
        List<Thread> told = new ArrayList<>();
        Thread[] waits = new Thread[1];
        try (loop;
                GracePeriod grace = GracePeriod.on(
                        loop,
                        () -> {
                            waits[0] = Thread.currentThread();
                            return true;
                        },
                        () -> {
                            told.add(Thread.currentThread());
                            loop.stop();
                        })) {
            grace.begin();
            loop.run();
            grace.begin();
            loop.run();
        }
        assertThat(told).hasSize(2).containsOnly(Thread.currentThread());
        assertThat(waits[0]).isNotEqualTo(Thread.currentThread());
    }

    @Test
    void whereThereIsNoBarrierTimeServes() {
        AtomicLong nanos = new AtomicLong();
        try (loop;
                GracePeriod grace = GracePeriod.on(loop, () -> false, () -> {
                    nanos.addAndGet(System.nanoTime());
                    loop.stop();
                })) {
            nanos.set(-System.nanoTime());
            grace.begin();
            loop.run();
        }
        assertThat(nanos.get()).isGreaterThanOrEqualTo(GracePeriod.WITHOUT_BARRIER.toNanos());
    }

    /** As when the scheduler starts anew within one. */
    @Test
    void oneThatPassesAfterTheEndIsNotToldOf() throws InterruptedException {
        CountDownLatch allPassed = new CountDownLatch(1);
        Thread[] waits = new Thread[1];
        CountDownLatch waiting = new CountDownLatch(1);
        List<String> told = new ArrayList<>();
        GracePeriod grace = GracePeriod.on(
                loop,
                () -> {
                    waits[0] = Thread.currentThread();
                    waiting.countDown();
                    return isThrough(allPassed);
                },
                () -> told.add("passed"));
        try (loop) {
            grace.begin();
            waiting.await();
            grace.close();
            allPassed.countDown();
            waits[0].join();
            loop.execute(loop::stop);
            loop.run();
        }
        assertThat(told).isEmpty();
    }

    private static boolean isThrough(CountDownLatch allPassed) {
        try {
            allPassed.await();
            return true;
        } catch (InterruptedException unforeseen) {
            throw new IllegalStateException(unforeseen);
        }
    }
}
