// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * Waits, on a thread of its own, until no CPU schedules any more by what it read before a change. That takes some
 * milliseconds, and much longer where the kernel's own threads wait for their turn.
 */
final class GracePeriod implements AutoCloseable {
    /**
     * Where the kernel has no barrier for user space. A scheduling decision takes microseconds, with preemption off: no
     * running CPU is still at one then.
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
     * @param barrier returns once every CPU has passed it; or false, at once, if there is no such thing
     * @param passed what the loop does each time a grace period has passed; never after {@link #close}
     */
    static GracePeriod on(Executor loop, BooleanSupplier barrier, Runnable passed) {
        GracePeriod grace = new GracePeriod(loop, barrier, passed);
        Thread.ofPlatform().name("grace-period").daemon().start(grace::run);
        return grace;
    }

    /** Begins one; the one before has passed. */
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
                loop.execute(this::tell);
                begun.acquire();
            }
        } catch (InterruptedException unforeseen) {
            // Nobody interrupts it. No change could follow: the loop is to end with a reason.
            loop.execute(() -> {
                throw new IllegalStateException("the thread that waits for grace periods has ended", unforeseen);
            });
        }
    }

    private void tell() {
        if (!closed) {
            passed.run();
        }
    }

    /** Ends the thread, though not before the barrier that it waits for; nobody waits for it. */
    @Override
    public void close() {
        closed = true;
        begun.release();
    }
}
