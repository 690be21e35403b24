// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.linux.ErrnoException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles failures of turns of the loop: the layout applied last stays in force, and a failure that persists is logged
 * once. An {@code OutOfMemoryError} is such a failure, as the memory that the turn took is free again.
 */
final class TurnFailures {
    private static final Logger log = LoggerFactory.getLogger(TurnFailures.class);

    private final BooleanSupplier ended;
    private final Supplier<String> layout;
    private final Runnable onFailure;
    private String last = "";

    /**
     * Creates an instance that has seen no failure.
     *
     * @param ended returns whether the kernel has ended the scheduler
     * @param layout returns the layout in force
     * @param onFailure drops work in progress and schedules another attempt; it must need little memory
     */
    TurnFailures(BooleanSupplier ended, Supplier<String> layout, Runnable onFailure) {
        this.ended = ended;
        this.layout = layout;
        this.onFailure = onFailure;
    }

    /** Returns a turn that runs another one and handles its failure. */
    Runnable guarded(Runnable turn) {
        return () -> {
            try {
                turn.run();
            } catch (RuntimeException | OutOfMemoryError failed) {
                note(failed);
            }
        };
    }

    /** Notes a scan that succeeded: the next failure is logged, even if it is the same as the last one. */
    void succeeded() {
        last = "";
    }

    /** Handles a failure. Logs it unless it is the same as the last one; with a stack trace if it was not foreseen. */
    void note(Throwable failed) {
        if (ended.getAsBoolean()) {
            // The scheduler ended during the turn, as when a CPU goes offline. The host reports that.
            log.debug("The scheduler has ended:", failed);
            return;
        }
        onFailure.run();
        String what = String.valueOf(failed.getMessage());
        if (what.equals(last)) {
            return;
        }
        last = what;
        if (failed instanceof ErrnoException || failed instanceof OutOfMemoryError) {
            log.error("The cell configuration stays {}: {}", layout.get(), what);
        } else {
            log.error("The cell configuration stays {}, please report this:", layout.get(), failed);
        }
    }
}
