// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import java.util.function.IntConsumer;
import org.slf4j.LoggerFactory;

/**
 * What nobody caught in a thread ends the process, with its reason: whoever started it can start it again, while a
 * daemon of which one thread is missing looks as if all were well.
 */
final class ThreadFailures implements Thread.UncaughtExceptionHandler {
    private final IntConsumer exit;

    ThreadFailures(IntConsumer exit) {
        this.exit = exit;
    }

    /** Makes uncaught exceptions of all threads end this process from now on. */
    static void endTheProcess() {
        Thread.setDefaultUncaughtExceptionHandler(new ThreadFailures(System::exit));
    }

    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        try {
            LoggerFactory.getLogger(ThreadFailures.class)
                    .error("The thread {} failed, please report it", thread.getName(), failure);
        } finally {
            exit.accept(ExitCodes.UNEXPECTED);
        }
    }
}
