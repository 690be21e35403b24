// SPDX-License-Identifier: Apache-2.0
package io.mitosis.host;

import io.mitosis.exit.ExitInfo;

/** A scheduler that is attached to the kernel, until it is closed. For the loop's thread. */
public interface Session extends AutoCloseable {
    /** Returns what the scheduler does now, in a line. */
    String status();

    /** Has something done once an interval. */
    void onInterval(Runnable task);

    /** Gives the CPUs back to the kernel's own scheduler. Returns how the BPF scheduler ended. */
    ExitInfo detach();

    /** Detaches if that was not done yet, and closes what was opened for it. */
    @Override
    void close();
}
