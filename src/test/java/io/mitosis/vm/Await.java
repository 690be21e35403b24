// SPDX-License-Identifier: Apache-2.0
package io.mitosis.vm;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for conditions by looking often. The guest is emulated and the host busy, so limits are generous. */
public final class Await {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Await() {}

    /** Looks until the condition holds; fails with the description after the limit. */
    public static void await(String description, Duration limit, BooleanSupplier condition) {
        await(description, limit, condition::getAsBoolean, held -> held);
    }

    /** Looks until the value is as wanted, and returns it; fails with the description and the last value seen. */
    public static <T> T await(String description, Duration limit, Supplier<T> look, Predicate<T> wanted) {
        long start = System.nanoTime();
        T seen = look.get();
        while (!wanted.test(seen)) {
            if (System.nanoTime() - start > limit.toNanos()) {
                throw new AssertionError(
                        "waited " + limit.toSeconds() + " s in vain for: " + description + "; last seen: " + seen);
            }
            pause();
            seen = look.get();
        }
        return seen;
    }

    static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting", interrupted);
        }
    }
}
