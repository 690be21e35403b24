// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the loop leaves each snapshot, and readers of any thread find the latest one. Nobody ever waits here.
 *
 * @param <S> a snapshot, which never changes
 */
public final class SnapshotPublisher<S> {
    private final List<Consumer<S>> followers = new CopyOnWriteArrayList<>();
    private volatile @Nullable S latest;

    /** Makes one in which nothing was published yet. */
    public SnapshotPublisher() {}

    /** Replaces the latest snapshot. */
    public void publish(S snapshot) {
        latest = snapshot;
        for (Consumer<S> follower : followers) {
            follower.accept(snapshot);
        }
    }

    /** Returns the latest snapshot; null until the first configuration is in force. */
    public @Nullable S latest() {
        return latest;
    }

    /**
     * Has every snapshot from now on told to somebody who must not miss any. That happens in the loop: it has to be
     * done in microseconds, without waiting for anything.
     */
    public void follow(Consumer<S> follower) {
        followers.add(follower);
    }
}
