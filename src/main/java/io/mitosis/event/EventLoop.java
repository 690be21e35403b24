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
 * Runs a handler whenever its descriptor can be read, and tasks that other threads hand in, all on the thread that
 * calls {@link #run}. It sleeps in the kernel in between: nothing is polled.
 *
 * <p>A descriptor stays readable until its handler has emptied it. What a handler or a task throws ends {@link #run}.
 */
public final class EventLoop implements Executor, AutoCloseable {
    private static final int FOR_EVER = -1;

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

    /** Calls the handler each time the descriptor can be read. The descriptor stays the caller's to close. */
    public void register(FileDescriptor file, Runnable handler) {
        epoll.add(file, file.number());
        handlers.put((long) file.number(), handler);
    }

    /** Forgets a descriptor; to be called before it is closed. */
    public void unregister(FileDescriptor file) {
        handlers.remove((long) file.number());
        epoll.remove(file);
    }

    /** Has the loop run a task soon; after {@link #close}, never. Any thread may call it. */
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
            int ready = epoll.await(FOR_EVER);
            wakeUps.incrementAndGet();
            for (int i = 0; i < ready && !stopped; i++) {
                // Null if a handler before it in this round has unregistered it.
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

    /** {@return how often the loop has woken up since it was made} Any thread may ask. */
    public long wakeUps() {
        return wakeUps.get();
    }

    /** Closes what the loop itself opened; not while {@link #run} runs. */
    @Override
    public void close() {
        epoll.close();
        wakeUp.close();
    }
}
