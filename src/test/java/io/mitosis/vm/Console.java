// SPDX-License-Identifier: Apache-2.0
package io.mitosis.vm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The file {@code NAME.log} in which a guest's whole console is collected; its string is the path. */
final class Console {
    private static final int LINES_AT_THE_END = 60;

    private final Path directory;
    private final String name;
    private volatile Path path;
    private volatile boolean kept;

    private Console(Path directory, String name) {
        this.directory = directory;
        this.name = name;
        this.path = directory.resolve(name + ".log");
    }

    /** Removes the console that an earlier guest of this name has left; the guest makes the file. */
    static Console create(Path directory, String name) throws IOException {
        Console console = new Console(directory, name);
        Files.deleteIfExists(console.path);
        return console;
    }

    /**
     * Moves the file to {@code NAME.fault-N.log}, with the first N from 1 on that is free, so that the next boot of
     * this name leaves it. The guest goes on writing to it. A second call changes nothing; a file that cannot be moved
     * stays.
     */
    void keep() {
        if (kept) {
            return;
        }
        kept = true;
        int number = 1;
        while (Files.exists(faultPath(number))) {
            number++;
        }
        try {
            path = Files.move(path, faultPath(number));
        } catch (IOException failure) {
            System.out.println("Cannot keep " + path + " for later: " + failure);
        }
    }

    private Path faultPath(int number) {
        return directory.resolve(name + ".fault-" + number + ".log");
    }

    String text() throws IOException {
        return Files.readString(path, ISO_8859_1);
    }

    /** The last lines; if the file cannot be read, the reason. */
    String end() {
        try (var lines = Files.lines(path, ISO_8859_1)) {
            List<String> all = lines.toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - LINES_AT_THE_END), all.size()));
        } catch (IOException failure) {
            return "(no console: " + failure.getMessage() + ")";
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
