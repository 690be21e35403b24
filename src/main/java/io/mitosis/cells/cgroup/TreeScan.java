// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

/** A scan of the cgroup tree, in as many parts as the caller has time for. */
public interface TreeScan extends AutoCloseable {
    /**
     * Continues the scan.
     *
     * @param nanos the nanoseconds after which to pause; the cgroup that is being read is finished first
     * @return whether the scan is complete
     */
    boolean proceed(long nanos);

    /** Returns the facts found, which are complete once {@link #proceed} has returned true. */
    TreeFacts facts();

    @Override
    void close();
}
