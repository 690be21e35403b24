// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InotifyTest {
    @Test
    void noticesWhatComesGoesAndMoves(@TempDir Path directory) throws IOException {
        try (Inotify inotify = Inotify.open();
                Epoll epoll = Epoll.open()) {
            epoll.add(inotify.file(), 1);
            inotify.watch(directory);
            assertThat(inotify.drain()).isFalse();

            Path child = Files.createDirectory(directory.resolve("child"));
            assertThat(epoll.await(0)).isEqualTo(1);
            assertThat(inotify.drain()).isTrue();
            assertThat(epoll.await(0)).isZero();

            Path moved = Files.move(child, directory.resolve("moved"));
            assertThat(inotify.drain()).isTrue();

            Files.delete(moved);
            assertThat(inotify.drain()).isTrue();
            assertThat(inotify.drain()).isFalse();
        }
    }

    @Test
    void noticesTheEndOfTheDirectoryItself(@TempDir Path parent) throws IOException {
        Path directory = Files.createDirectory(parent.resolve("directory"));
        try (Inotify inotify = Inotify.open()) {
            int watch = inotify.watch(directory);
            Files.delete(directory);

            assertThat(inotify.drain()).isTrue();
            inotify.unwatch(watch);
        }
    }

    @Test
    void watchesADirectoryOnce(@TempDir Path directory) throws IOException {
        try (Inotify inotify = Inotify.open()) {
            int watch = inotify.watch(directory);
            assertThat(inotify.watch(directory)).isEqualTo(watch);

            inotify.unwatch(watch);
            inotify.drain();
            Files.createDirectory(directory.resolve("unseen"));
            assertThat(inotify.drain()).isFalse();
        }
    }

    @Test
    void drainsMoreThanFitsItsBuffer(@TempDir Path directory) throws IOException {
        try (Inotify inotify = Inotify.open()) {
            inotify.watch(directory);
            for (int i = 0; i < 500; i++) {
                Files.createFile(directory.resolve("a-rather-long-name-for-a-file-" + i));
            }
            assertThat(inotify.drain()).isTrue();
            assertThat(inotify.drain()).isFalse();
        }
    }

    @Test
    void namesWhatItCannotWatch(@TempDir Path directory) throws IOException {
        Path missing = directory.resolve("missing");
        Path file = Files.createFile(directory.resolve("file"));
        try (Inotify inotify = Inotify.open()) {
            assertThatThrownBy(() -> inotify.watch(missing))
                    .isInstanceOf(ErrnoException.class)
                    .hasMessage("inotify_add_watch(" + missing + "): No such file or directory (ENOENT)");
            assertThatThrownBy(() -> inotify.watch(file)).hasMessageEndingWith("Not a directory (ENOTDIR)");
        }
    }
}
