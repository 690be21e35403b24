// SPDX-License-Identifier: Apache-2.0
package io.mitosis.event;

import io.mitosis.linux.Epoll;
import io.mitosis.linux.EventFd;
import io.mitosis.linux.FileDescriptor;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Runs the handlers of readable descriptors, and tasks that other threads submit, on the thread that calls
 * {@link #run}. It blocks in {@code epoll_wait(2)} in between: nothing is polled.
 *
 * <p>A handler has to drain its descriptor, or it is called again. An exception of a handler or task ends {@link #run}.
 */
public final class EventLoop implements Executor, AutoCloseable {
    private static final int NO_TIMEOUT = -1;

    private final Epoll epoll;
    private final EventFd wakeUp;
    private final Map<Long, Runnable> handlers = new HashMap<>();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;
    private final AtomicLong wakeUps = new AtomicLong();

    private EventLoop(Epoll epoll, EventFd wakeUp) {
        this.epoll = epoll;
        this.wakeUp = wakeUp;
    }

    public static EventLoop open() {
        Epoll epoll = Epoll.open();
        @Nullable EventFd wakeUp = null;
        try {
            wakeUp = EventFd.open();
            EventLoop loop = new EventLoop(epoll, wakeUp);
            loop.register(wakeUp.file(), loop::runTasks);
            return loop;
        } catch (RuntimeException failed) {
            if (wakeUp != null) {
                wakeUp.close();
            }
            epoll.close();
            throw failed;
        }
    }

    /** Calls the handler each time the descriptor is readable. The caller closes the descriptor. */
    public void register(FileDescriptor file, Runnable handler) {
        epoll.add(file, file.number());
        handlers.put((long) file.number(), handler);
    }

    /** Removes a descriptor. To be called before it is closed. */
    public void unregister(FileDescriptor file) {
        handlers.remove((long) file.number());
        epoll.remove(file);
    }

    /** Submits a task to the loop; after {@link #close} it never runs. Any thread may call it. */
    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        wakeUp.signal();
    }

    /**
     * Ends {@link #run} after the handler that runs now; if it does not run, the next one at once. Any thread may call
     * it.
     */
    public void stop() {
        stopped = true;
        wakeUp.signal();
    }

    /** Serves the descriptors until {@link #stop} is called. It may be run again after that. */
    public void run() {
        while (!stopped) {
            int ready = epoll.await(NO_TIMEOUT);
            wakeUps.incrementAndGet();
            for (int i = 0; i < ready && !stopped; i++) {
                // Null if an earlier handler of this round has unregistered it.
                Runnable handler = handlers.get(epoll.token(i));
                if (handler != null) {
                    handler.run();
                }
            }
        }
        stopped = false;
    }

    private void runTasks() {
        wakeUp.drain();
        while (!stopped) {
            Runnable task = tasks.poll();
            if (task == null) {
                return;
            }
            task.run();
        }
    }

    /** {@return the number of times that the loop has woken up since it was created} Any thread may call it. */
    public long wakeUps() {
        return wakeUps.get();
    }

    /** Closes the descriptors of the loop itself. Not to be called while {@link #run} runs. */
    @Override
    public void close() {
        epoll.close();
        wakeUp.close();
    }
}
