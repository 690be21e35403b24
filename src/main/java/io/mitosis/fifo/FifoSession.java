// SPDX-License-Identifier: Apache-2.0
package io.mitosis.fifo;

import io.mitosis.bpf.StructMemory;
import io.mitosis.event.EventLoop;
import io.mitosis.exit.ExitInfo;
import io.mitosis.host.Session;
import io.mitosis.linux.TimerFd;
import io.mitosis.scx.ScxObject;
import java.time.Duration;
import java.util.function.Consumer;

/** The scheduler while it is attached: its variables in the kernel, and a timer that reads them. */
final class FifoSession implements Session {
    private final ScxObject scx;
    private final EventLoop loop;
    private final StructMemory settable;
    private final TimerFd timer;
    private final Consumer<FifoStats> publish;
    private final Runnable closed;
    private Runnable onInterval = () -> {};
    private FifoSettings settings;

    /**
     * Starts to serve an attached scheduler.
     *
     * @param publish takes the counters, at once and at the end of each interval
     * @param closed runs when the session has been closed
     */
    FifoSession(ScxObject scx, EventLoop loop, FifoSettings settings, Consumer<FifoStats> publish, Runnable closed) {
        this.scx = scx;
        this.loop = loop;
        this.settings = settings;
        this.publish = publish;
        this.closed = closed;
        settable = scx.object().section(".data");
        timer = TimerFd.every(settings.interval());
        reconfigure(settings);
        loop.register(timer.file(), this::interval);
        // The end of the scheduler is its only event.
        loop.register(scx.doorbell(), () -> {
            scx.drainDoorbell();
            loop.stop();
        });
    }

    /** Applies changed settings. */
    void reconfigure(FifoSettings changed) {
        settings = changed;
        settable.put("slice_ns", changed.slice().toNanos());
        timer.repeat(changed.interval());
        publish.accept(stats());
    }

    private void interval() {
        timer.drain();
        publish.accept(stats());
        onInterval.run();
    }

    private FifoStats stats() {
        return new FifoStats(
                scx.variables().get("started_idle"),
                scx.variables().get("queued"),
                Duration.ofNanos(settable.get("slice_ns")));
    }

    @Override
    public String status() {
        return "one queue, slices of " + settings.slice().toNanos() / 1000 + " us";
    }

    @Override
    public void onInterval(Runnable task) {
        onInterval = task;
    }

    @Override
    public ExitInfo detach() {
        scx.detach();
        return scx.exitInfo();
    }

    @Override
    public void close() {
        loop.unregister(scx.doorbell());
        loop.unregister(timer.file());
        timer.close();
        scx.close();
        closed.run();
    }
}
