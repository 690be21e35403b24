// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.cells.model.CellLayout;
import io.mitosis.linux.FileDescriptor;
import io.mitosis.linux.TimerFd;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Applies layouts, one at a time and at a bounded rate. For the loop's thread.
 *
 * <p>The gate is closed after a layout until a grace period has passed and tasks that waited by the previous layout
 * have been moved: no BPF program may run across two changes. It stays closed for half a second after a change, so that
 * a user who toggles an attribute does not keep all CPUs moving. A first change finds the gate open.
 */
final class ChangeGate implements AutoCloseable {
    /** The shortest time between two changes. */
    static final Duration HOLD_OFF = Duration.ofMillis(500);

    private final Consumer<CellLayout> apply;
    private final Runnable rescueWaiting;
    private final GracePeriod grace;
    private final TimerFd holdOffTimer = TimerFd.unset();
    private boolean finished = true;
    private boolean gracePassed = true;
    private boolean heldOff;

    /**
     * Creates an open gate.
     *
     * @param apply puts a layout in force, or throws and leaves the previous one in force
     * @param rescueWaiting moves, after a grace period, tasks that wait on queues that nobody serves any more
     * @param grace is begun after each layout and must cause a call of {@link #gracePassed}; the gate closes it
     */
    ChangeGate(Consumer<CellLayout> apply, Runnable rescueWaiting, GracePeriod grace) {
        this.apply = apply;
        this.rescueWaiting = rescueWaiting;
        this.grace = grace;
    }

    /** Returns whether a layout may be applied now. */
    boolean isOpen() {
        return finished && !heldOff;
    }

    /** Puts a layout in force, or throws and leaves the previous one in force. The previous one must be finished. */
    void apply(CellLayout layout) {
        if (!finished) {
            throw new IllegalStateException("a layout within the grace period of the one before");
        }
        apply.accept(layout);
        finished = false;
        gracePassed = false;
        grace.begin();
    }

    /** Notes that the grace period after the last layout has passed, and finishes it. */
    void gracePassed() {
        gracePassed = true;
        finishApply();
    }

    /** Finishes the last layout if its grace period has passed. A call that failed may be repeated. */
    void finishApply() {
        if (!finished && gracePassed) {
            rescueWaiting.run();
            finished = true;
        }
    }

    /** Closes the gate for {@link #HOLD_OFF}, as a change has moved CPUs of cells that stay. */
    void holdOff() {
        heldOff = true;
        holdOffTimer.once(HOLD_OFF);
    }

    /** Returns the descriptor that becomes readable when the hold-off is over. */
    FileDescriptor file() {
        return holdOffTimer.file();
    }

    /** Ends the hold-off. To be called when {@link #file} is readable. */
    void holdOffEnded() {
        holdOffTimer.drain();
        heldOff = false;
    }

    @Override
    public void close() {
        grace.close();
        holdOffTimer.close();
    }
}
