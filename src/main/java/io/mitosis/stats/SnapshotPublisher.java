// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes snapshots from the event loop to readers on any thread, without locks.
 *
 * @param <S> the type of a snapshot, which is immutable
 */
public final class SnapshotPublisher<S> {
    private final List<Consumer<S>> followers = new CopyOnWriteArrayList<>();
    private volatile @Nullable S latest;

    /** Creates a publisher without a snapshot. */
    public SnapshotPublisher() {}

    /** Replaces the latest snapshot. */
    public void publish(S snapshot) {
        latest = snapshot;
        for (Consumer<S> follower : followers) {
            follower.accept(snapshot);
        }
    }

    /** Returns the latest snapshot; null if none has been published. */
    public @Nullable S latest() {
        return latest;
    }

    /**
     * Registers a consumer of all snapshots from now on. It is called by the event loop, so it must return within
     * microseconds and must not wait.
     */
    public void follow(Consumer<S> follower) {
        followers.add(follower);
    }
}
