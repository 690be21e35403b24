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
            inotify.watch(directory, Inotify.ENTRIES);
            assertThat(inotify.drain()).isEmpty();

            Path child = Files.createDirectory(directory.resolve("child"));
            assertThat(epoll.await(0)).isEqualTo(1);
            assertThat(inotify.drain()).isNotEmpty();
            assertThat(epoll.await(0)).isZero();

            Path moved = Files.move(child, directory.resolve("moved"));
            assertThat(inotify.drain()).isNotEmpty();

            Files.delete(moved);
            assertThat(inotify.drain()).isNotEmpty();
            assertThat(inotify.drain()).isEmpty();
        }
    }

    @Test
    void noticesTheEndOfTheDirectoryItself(@TempDir Path parent) throws IOException {
        Path directory = Files.createDirectory(parent.resolve("directory"));
        try (Inotify inotify = Inotify.open()) {
            int watch = inotify.watch(directory, Inotify.ENTRIES);
            Files.delete(directory);

            assertThat(inotify.drain()).isNotEmpty();
            inotify.unwatch(watch);
        }
    }

    @Test
    void watchesADirectoryOnce(@TempDir Path directory) throws IOException {
        try (Inotify inotify = Inotify.open()) {
            int watch = inotify.watch(directory, Inotify.ENTRIES);
            assertThat(inotify.watch(directory, Inotify.ENTRIES)).isEqualTo(watch);

            inotify.unwatch(watch);
            inotify.drain();
            Files.createDirectory(directory.resolve("unseen"));
            assertThat(inotify.drain()).isEmpty();
        }
    }

    @Test
    void drainsMoreThanFitsItsBuffer(@TempDir Path directory) throws IOException {
        try (Inotify inotify = Inotify.open()) {
            inotify.watch(directory, Inotify.ENTRIES);
            for (int i = 0; i < 500; i++) {
                Files.createFile(directory.resolve("a-rather-long-name-for-a-file-" + i));
            }
            assertThat(inotify.drain()).isNotEmpty();
            assertThat(inotify.drain()).isEmpty();
        }
    }

    @Test
    void namesWhatItCannotWatch(@TempDir Path directory) throws IOException {
        Path missing = directory.resolve("missing");
        Path file = Files.createFile(directory.resolve("file"));
        try (Inotify inotify = Inotify.open()) {
            assertThatThrownBy(() -> inotify.watch(missing, Inotify.ENTRIES))
                    .isInstanceOf(ErrnoException.class)
                    .hasMessage("inotify_add_watch(" + missing + "): No such file or directory (ENOENT)");
            assertThatThrownBy(() -> inotify.watch(file, Inotify.ENTRIES))
                    .hasMessageEndingWith("Not a directory (ENOTDIR)");
        }
    }
}
