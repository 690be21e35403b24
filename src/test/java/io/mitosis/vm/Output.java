// SPDX-License-Identifier: Apache-2.0
package io.mitosis.vm;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a command has printed so far, as text and by lines. */
final class Output {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    synchronized void add(int type, byte[] data) {
        (type == Frame.OUT ? out : err).writeBytes(data);
    }

    synchronized String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    synchronized String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** Whole lines of standard output. */
    List<String> outLines() {
        return lines(out());
    }

    /** Whole lines of standard error. */
    List<String> errLines() {
        return lines(err());
    }

    /** A last line without its line feed may still grow. */
    private static List<String> lines(String text) {
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }
}
