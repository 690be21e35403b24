// SPDX-License-Identifier: Apache-2.0
package io.mitosis.host;

import io.mitosis.exit.ExitInfo;

/** A scheduler that is attached to the kernel, until it is closed. Called by the loop's thread. */
public interface Session extends AutoCloseable {
    /** Returns the state of the scheduler in a line for people. */
    String status();

    /** Sets a task that runs at the end of each interval. */
    void onInterval(Runnable task);

    /**
     * Detaches the scheduler, and returns how it ended.
     *
     * @throws io.mitosis.exit.MitosisException if the scheduler itself has stopped the loop; the message says why
     */
    ExitInfo detach();

    /** Detaches the scheduler if it is still attached, and closes its resources. */
    @Override
    void close();
}
