// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where the loop leaves each snapshot, and readers of any thread find the latest one. Nobody ever waits here. */
public final class SnapshotPublisher {
    private final List<Consumer<Snapshot>> followers = new CopyOnWriteArrayList<>();
    private volatile @Nullable Snapshot latest;

    /** Makes one in which nothing was published yet. */
    public SnapshotPublisher() {}

    /** Replaces the latest snapshot. */
    public void publish(Snapshot snapshot) {
        latest = snapshot;
        for (Consumer<Snapshot> follower : followers) {
            follower.accept(snapshot);
        }
    }

    /** Returns the latest snapshot; null until the first configuration is in force. */
    public @Nullable Snapshot latest() {
        return latest;
    }

    /**
     * Has every snapshot from now on told to somebody who must not miss any. That happens in the loop: it has to be
     * done in microseconds, without waiting for anything.
     */
    public void follow(Consumer<Snapshot> follower) {
        followers.add(follower);
    }
}
