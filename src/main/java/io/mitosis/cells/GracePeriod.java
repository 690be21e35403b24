// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * Waits, on a thread of its own, until every CPU schedules by the state that was published before the wait began. That
 * takes some milliseconds, and longer while the kernel's own threads wait for CPU time.
 */
final class GracePeriod implements AutoCloseable {
    /**
     * The wait where the kernel offers user space no barrier. A scheduling decision takes microseconds with preemption
     * off, so none that began before the wait is still in progress after it.
     */
    static final Duration WITHOUT_BARRIER = Duration.ofMillis(75);

    private final Executor loop;
    private final BooleanSupplier barrier;
    private final Runnable passed;
    private final Semaphore begun = new Semaphore(0);
    private volatile boolean closed;

    private GracePeriod(Executor loop, BooleanSupplier barrier, Runnable passed) {
        this.loop = loop;
        this.barrier = barrier;
        this.passed = passed;
    }

    /**
     * Starts the thread, which waits for the first {@link #begin}.
     *
     * @param loop runs tasks on the thread that calls the methods
     * @param barrier returns true once every CPU has passed it, or false at once if the kernel has no barrier
     * @param passed is run by the loop after each grace period, but not after {@link #close}
     */
    static GracePeriod on(Executor loop, BooleanSupplier barrier, Runnable passed) {
        GracePeriod grace = new GracePeriod(loop, barrier, passed);
        Thread.ofPlatform().name("grace-period").daemon().start(grace::run);
        return grace;
    }

    /** Begins a grace period. The previous one must have passed. */
    void begin() {
        begun.release();
    }

    private void run() {
        try {
            begun.acquire();
            while (!closed) {
                if (!barrier.getAsBoolean()) {
                    Thread.sleep(WITHOUT_BARRIER);
                }
                loop.execute(this::notifyLoop);
                begun.acquire();
            }
        } catch (InterruptedException unforeseen) {
            // Nothing interrupts this thread. Without it no change could follow, so the loop ends with a reason.
            loop.execute(() -> {
                throw new IllegalStateException("the thread that waits for grace periods has ended", unforeseen);
            });
        }
    }

    private void notifyLoop() {
        if (!closed) {
            passed.run();
        }
    }

    /** Tells the thread to end after the barrier that it may be waiting for. Does not wait. */
    @Override
    public void close() {
        closed = true;
        begun.release();
    }
}
