// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import io.mitosis.cells.plan.PlanDocument;
import io.mitosis.cells.plan.PlanResult;
import io.mitosis.exit.UsageException;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Documents that plans are made of, from a file or the standard input. */
final class PlanInput implements Closeable {
    // The most cells on the largest machine, each with every third CPU, take less.
    private static final int LONGEST = 4 << 20;

    private final String name;
    private final BufferedReader reader;
    private boolean ended;

    private PlanInput(String name, BufferedReader reader) {
        this.name = name;
        this.reader = reader;
    }

    /**
     * Opens a file, or the standard input if the name is empty or {@code -}.
     *
     * @throws UsageException if it cannot be opened
     */
    static PlanInput open(String file) {
        boolean standard = file.isEmpty() || file.equals("-");
        String name = standard ? "the standard input" : file;
        try {
            InputStream stream = standard ? System.in : Files.newInputStream(Path.of(file));
            return new PlanInput(name, new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)));
        } catch (IOException | InvalidPathException e) {
            throw unreadable(name, e);
        }
    }

    /**
     * Returns the one document that there is.
     *
     * @throws UsageException if there is none
     */
    PlanDocument document() {
        try {
            return PlanDocument.parse(text(false));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /**
     * Prints a line for each line of the input, as soon as it is known, until nobody listens any more.
     *
     * @throws UsageException if there is no reading on
     */
    void answerEach(PrintWriter out) {
        try {
            while (!out.checkError()) {
                String answer = answer();
                if (ended) {
                    return;
                }
                out.println(answer);
            }
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private String answer() throws IOException {
        try {
            return PlanResult.of(PlanDocument.parse(text(true))).toJson();
        } catch (IllegalArgumentException e) {
            return PlanResult.error(String.valueOf(e.getMessage()));
        }
    }

    /** Reads a line, or all there is; a text that is too long is read, but not kept. */
    private String text(boolean line) throws IOException {
        StringBuilder text = new StringBuilder();
        int length = 0;
        int next = reader.read();
        ended = next < 0;
        while (next >= 0 && !(line && next == '\n')) {
            if (++length <= LONGEST) {
                text.append((char) next);
            }
            next = reader.read();
        }
        if (length > LONGEST) {
            throw new IllegalArgumentException("a document of more than " + LONGEST + " characters");
        }
        return text.toString();
    }

    private static UsageException unreadable(String name, Exception failure) {
        return new UsageException("cannot read " + name + ": " + SmallTextFile.reason(failure), failure);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
