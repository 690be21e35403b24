// SPDX-License-Identifier: Apache-2.0
package io.mitosis.systemd;

import io.mitosis.event.EventLoop;
import io.mitosis.linux.TimerFd;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends keep-alives to the service manager, two in each watchdog timeout. They come from the event loop: if it hangs,
 * there are none, and the service manager restarts the daemon.
 */
public final class Watchdog implements AutoCloseable {
    private final EventLoop loop;
    private final @Nullable TimerFd timer;

    private Watchdog(EventLoop loop, @Nullable TimerFd timer) {
        this.loop = loop;
        this.timer = timer;
    }

    /**
     * Starts the timer, if the service manager asks for keep-alives.
     *
     * @param environment the variables of this process: {@code WATCHDOG_USEC} and {@code WATCHDOG_PID}
     */
    public static Watchdog start(Map<String, String> environment, EventLoop loop, ServiceManager manager) {
        long pid = ProcessHandle.current().pid();
        return WatchdogInterval.of(environment, pid)
                .map(limit -> start(limit, loop, manager))
                .orElseGet(() -> new Watchdog(loop, null));
    }

    private static Watchdog start(Duration limit, EventLoop loop, ServiceManager manager) {
        TimerFd timer = TimerFd.every(limit.dividedBy(2));
        loop.register(timer.file(), () -> {
            timer.drain();
            manager.alive();
        });
        return new Watchdog(loop, timer);
    }

    @Override
    public void close() {
        if (timer != null) {
            loop.unregister(timer.file());
            timer.close();
        }
    }
}
