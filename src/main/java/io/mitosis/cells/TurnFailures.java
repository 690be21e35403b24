// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.linux.ErrnoException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a turn of the loop that fails: the layout that was applied last stays in force. A heap that is full
 * is such a failure: what the turn has taken is free again.
 */
final class TurnFailures {
    private static final Logger log = LoggerFactory.getLogger(TurnFailures.class);

    private final BooleanSupplier ended;
    private final Supplier<String> layout;
    private final Runnable onFailure;
    private String last = "";

    /**
     * Makes one for turns of which none has failed yet.
     *
     * @param ended whether the kernel has ended the scheduler
     * @param layout the layout in force
     * @param onFailure gives up what the turn has begun, and sees to it that it is tried again; it needs little memory
     */
    TurnFailures(BooleanSupplier ended, Supplier<String> layout, Runnable onFailure) {
        this.ended = ended;
        this.layout = layout;
        this.onFailure = onFailure;
    }

    /** Returns a turn that does not fail. */
    Runnable guarded(Runnable turn) {
        return () -> {
            try {
                turn.run();
            } catch (RuntimeException | OutOfMemoryError failed) {
                note(failed);
            }
        };
    }

    /** A look went well. */
    void over() {
        last = "";
    }

    /** Once, for a failure that lasts; with all there is to find its cause if nobody foresaw it. */
    void note(Throwable failed) {
        if (ended.getAsBoolean()) {
            // It ended during the turn, as when a CPU goes offline: that is told in its own words, and soon.
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
