// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ErrnoTest {
    private static final int EBADF = 9;
    private static final int EINVAL = 22;

    @Test
    void namesTheCallTheErrnoAndTheObject() {
        ErrnoException failed = new ErrnoException("open", 2, "/nowhere");

        assertThat(failed).hasMessage("open(/nowhere): No such file or directory (ENOENT)");
        assertThat(failed.errno()).isEqualTo(2);
        assertThat(ErrnoException.describe(12345)).isEqualTo("errno 12345 (errno 12345)");
    }

    @Test
    void belongsToTheThreadThatMadeTheCall() throws InterruptedException {
        AtomicInteger wrong = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            boolean badDescriptor = i % 2 == 0;
            threads.add(Thread.ofPlatform().start(() -> {
                for (int round = 0; round < 20_000; round++) {
                    int result = badDescriptor ? Libc.close(-1) : Libc.munmap(1, 1);
                    if (result != (badDescriptor ? -EBADF : -EINVAL)) {
                        wrong.incrementAndGet();
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(wrong).hasValue(0);
    }

    @Test
    void isKeptAcrossOtherSystemCallsOfTheJvm() throws Exception {
        NativeFunction close = new NativeFunction(Linker.nativeLinker().defaultLookup(), "close");
        for (int round = 0; round < 10; round++) {
            assertThat(close.callInt(-1)).isEqualTo(-1);
            assertThat(Files.exists(Path.of("/nowhere"))).isFalse();
            System.gc();
            assertThat(NativeFunction.errno()).isEqualTo(EBADF);
        }
    }

    @Test
    void functionTakesSixArgumentsAtMost() {
        NativeFunction close = new NativeFunction(Linker.nativeLinker().defaultLookup(), "close");

        assertThatThrownBy(() -> close.call(1, 2, 3, 4, 5, 6, 7)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new NativeFunction(Linker.nativeLinker().defaultLookup(), "no_such_function").call())
                .hasMessageContaining("no_such_function");
    }

    @Test
    void descriptorIsClosedOnce() {
        EventFd event = EventFd.open();
        int number = event.file().number();
        event.close();
        assertThat(Libc.write(number, MemorySegment.NULL)).isEqualTo(-EBADF);
        event.close();

        assertThatThrownBy(() -> event.file().number()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> FileDescriptor.owned(-1, "nothing")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void borrowedDescriptorStaysOpen() {
        try (EventFd event = EventFd.open()) {
            FileDescriptor borrowed = FileDescriptor.borrowed(event.file().number(), "borrowed");
            borrowed.close();

            assertThatThrownBy(borrowed::number).hasMessage("borrowed is closed");
            assertThatCode(event::signal).doesNotThrowAnyException();
        }
    }
}
