// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class TurnFailuresTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(TurnFailures.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private boolean ended;
    private int givenUp;
    private final TurnFailures failures = new TurnFailures(() -> ended, () -> "[0: 0-3]", () -> givenUp++);

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(log);
    }

    @Test
    void aFullHeapIsAFailedTurnThatIsLoggedOnce() {
        Runnable turn = failures.guarded(TurnFailuresTest::fillTheHeap);
        turn.run();
        turn.run();
        assertThat(givenUp).isEqualTo(2);
        assertThat(logged()).singleElement().asString().startsWith("The cell configuration stays [0: 0-3]: ");

        failures.succeeded();
        turn.run();
        assertThat(logged()).hasSize(2);
    }

    @Test
    void whatTheEndOfTheSchedulerBreaksIsNoFailure() {
        ended = true;
        failures.guarded(() -> {
                    throw new IllegalStateException("closed");
                })
                .run();
        assertThat(givenUp).isZero();
        assertThat(logged()).isEmpty();
    }

    private List<String> logged() {
        return log.list.stream()
                .filter(event -> event.getLevel().levelInt >= ch.qos.logback.classic.Level.WARN_INT)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private static void fillTheHeap() {
        // Longer than any array can be, so that the JVM need not try.
        assertThat(new long[Integer.MAX_VALUE]).isEmpty();
    }
}
