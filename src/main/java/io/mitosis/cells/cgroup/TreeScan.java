// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

/** A look at the cgroup tree, in as many parts as the caller has time for. */
public interface TreeScan extends AutoCloseable {
    /**
     * Goes on.
     *
     * @param nanos leave off after so many; a part takes the time of one cgroup more
     * @return whether all has been seen
     */
    boolean proceed(long nanos);

    /** Returns what was seen, which is all once {@link #proceed} has said so. */
    TreeFacts facts();

    @Override
    void close();
}
