// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cgroup;

/** What users have written, as it can be shown in one line of a log. */
final class Quoted {
    private static final int MAX_LENGTH = 80;

    private Quoted() {}

    /** Returns a text between quotation marks, cut if it is long, without characters that control a terminal. */
    static String text(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        int length = Math.min(text.length(), MAX_LENGTH);
        for (int i = 0; i < length; i++) {
            char symbol = text.charAt(i);
            quoted.append(Character.isISOControl(symbol) ? '?' : symbol);
        }
        return quoted.append(length < text.length() ? "…\"" : "\"").toString();
    }
}
