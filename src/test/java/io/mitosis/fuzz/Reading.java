// SPDX-License-Identifier: Apache-2.0
package io.mitosis.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** What is asked of every reader: a value, or the exception that it declares; soon, and without much memory. */
public final class Reading {
    // The longest inputs have some 400,000 characters. A busy machine makes time no measure, CPU time it does.
    private static final Duration MOST_CPU_TIME = Duration.ofSeconds(2);
    private static final long MOST_BYTES = 256 << 20;
    private static final int LONGEST_MESSAGE = 2000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Reading() {}

    /**
     * Has something read.
     *
     * @param refusal what it throws, with one line as its message, if the input cannot be right
     * @return the value; null if the input was refused
     */
    public static <T> @Nullable T of(Class<? extends Exception> refusal, Callable<T> reader) {
        long cpu = THREADS.getCurrentThreadCpuTime();
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        try {
            return reader.call();
        } catch (Exception failure) {
            assertThat(failure).isInstanceOf(refusal);
            assertIsOneLine(failure.getMessage());
            return null;
        } finally {
            assertThat(Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - cpu))
                    .isLessThan(MOST_CPU_TIME);
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - bytes)
                    .as("bytes allocated")
                    .isLessThan(MOST_BYTES);
        }
    }

    /** A line that can be logged: short, and without characters that control a terminal or end it. */
    public static void assertIsOneLine(@Nullable String message) {
        assertThat(message).isNotBlank().hasSizeLessThan(LONGEST_MESSAGE);
        assertThat(String.valueOf(message).chars())
                .as(message)
                .noneMatch(symbol -> Character.isISOControl(symbol) || symbol == '\u2028' || symbol == '\u2029');
    }
}
