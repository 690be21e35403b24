// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.cells.model.CellLayout;
import io.mitosis.linux.FileDescriptor;
import io.mitosis.linux.TimerFd;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Through which layouts come into force, one at a time. For the loop's thread.
 *
 * <p>It is closed after a layout until a grace period has passed and those have been found who waited by the layout
 * before: no BPF program may meet two changes. It is also closed for half a second after each change, so that nobody
 * who toggles what he asks for keeps everybody's CPUs moving. A first change finds it open.
 */
final class ChangeGate implements AutoCloseable {
    /** From one change to the next. */
    static final Duration REST = Duration.ofMillis(500);

    private final Consumer<CellLayout> apply;
    private final Runnable rescueWaiting;
    private final GracePeriod grace;
    private final TimerFd rest = TimerFd.unset();
    private boolean settled = true;
    private boolean gracePassed = true;
    private boolean resting;

    /**
     * Makes an open one.
     *
     * @param apply puts a layout in force, or throws and leaves the previous one
     * @param rescueWaiting finds, after a grace period, those who wait in vain by the layout before
     * @param grace is begun after each layout, and is to have {@link #gracePassed} called; it is closed with the gate
     */
    ChangeGate(Consumer<CellLayout> apply, Runnable rescueWaiting, GracePeriod grace) {
        this.apply = apply;
        this.rescueWaiting = rescueWaiting;
        this.grace = grace;
    }

    /** Returns whether a layout may be applied now. */
    boolean isOpen() {
        return settled && !resting;
    }

    /** Puts a layout in force, or throws and leaves the previous one. The last one must be settled. */
    void apply(CellLayout layout) {
        if (!settled) {
            throw new IllegalStateException("a layout within the grace period of the one before");
        }
        apply.accept(layout);
        settled = false;
        gracePassed = false;
        grace.begin();
    }

    /** The grace period after the last layout has passed. */
    void gracePassed() {
        gracePassed = true;
        settle();
    }

    /** Does what is left to do after the last layout, if its time has come: this is tried again if it failed. */
    void settle() {
        if (!settled && gracePassed) {
            rescueWaiting.run();
            settled = true;
        }
    }

    /** CPUs of cells that stay have moved: for a while they do not again. */
    void rest() {
        resting = true;
        rest.once(REST);
    }

    /** Returns what becomes readable when that is over. */
    FileDescriptor file() {
        return rest.file();
    }

    /** To be called when it is. */
    void rested() {
        rest.drain();
        resting = false;
    }

    @Override
    public void close() {
        grace.close();
        rest.close();
    }
}
