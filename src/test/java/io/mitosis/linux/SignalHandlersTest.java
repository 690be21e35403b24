// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** By a signal that neither this JVM nor what runs the tests has a use for. */
class SignalHandlersTest {
    /** To the JVM this is as if whoever started the process had it ignored: it installs no handler then. */
    @Test
    void aSignalThatWasIgnoredIsHandled() throws IOException, InterruptedException {
        CountDownLatch handled = new CountDownLatch(1);
        SignalHandlers.ignore("HUP");
        SignalHandlers.handle("HUP", handled::countDown);
        try {
            new ProcessBuilder(
                            "kill",
                            "-HUP",
                            Long.toString(ProcessHandle.current().pid()))
                    .start()
                    .waitFor();
            assertThat(handled.await(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            SignalHandlers.ignore("HUP");
        }
    }
}
