// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ThreadFailuresTest {
    @Test
    void aThreadThatFailsEndsTheProcessWithAReason() throws InterruptedException {
        Logger logger = (Logger) LoggerFactory.getLogger(ThreadFailures.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        logger.setAdditive(false);
        List<Integer> codes = new ArrayList<>();
        try {
            Thread thread = Thread.ofPlatform()
                    .name("stats")
                    .uncaughtExceptionHandler(new ThreadFailures(codes::add))
                    .start(() -> {
                        throw new StackOverflowError();
                    });
            thread.join();
        } finally {
            logger.detachAppender(log);
            logger.setAdditive(true);
        }
        assertThat(codes).containsExactly(ExitCodes.UNEXPECTED);
        assertThat(log.list).singleElement().satisfies(event -> {
            assertThat(event.getFormattedMessage()).isEqualTo("The thread stats failed, please report it");
            assertThat(event.getThrowableProxy().getClassName()).isEqualTo("java.lang.StackOverflowError");
        });
    }
}
