// SPDX-License-Identifier: Apache-2.0
package io.mitosis.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.event.EventLoop;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** No SIGHUP is lost, whenever it comes. The handlers of this JVM are left alone. */
class SignalsTest {
    private final AtomicInteger read = new AtomicInteger();
    // Nothing is taken over that would have to be given back.
    @SuppressWarnings("resource")
    private final Signals signals = new Signals();

    @Test
    void aHangUpBeforeThereIsAnythingToReadIsHandledOnceTheLoopRuns() {
        try (EventLoop loop = EventLoop.open()) {
            signals.hangUp();
            signals.hangUp();
            signals.wake(loop);
            signals.onHangUp(read::incrementAndGet);
            assertThat(read).hasValue(0);

            runOnce(loop);

            assertThat(read).hasValue(1);
        }
    }

    @Test
    void eachHangUpThatComesAfterTheLastWasHandledCounts() {
        try (EventLoop loop = EventLoop.open()) {
            signals.wake(loop);
            signals.onHangUp(read::incrementAndGet);
            for (int i = 1; i <= 3; i++) {
                signals.hangUp();
                signals.hangUp();
                runOnce(loop);
                assertThat(read).hasValue(i);
            }
        }
    }

    private static void runOnce(EventLoop loop) {
        loop.execute(loop::stop);
        loop.run();
    }
}
