// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats;

/** What a metric counts in, as its description shows it. */
public enum Unit {
    PERCENT("%"),
    SECONDS("s"),
    MICROSECONDS("us"),
    /** A number of something, which the description names. */
    NUMBER(""),
    /** No number at all. */
    NONE("");

    private final String symbol;

    Unit(String symbol) {
        this.symbol = symbol;
    }

    /** Returns the unit's symbol, empty if it has none. */
    public String symbol() {
        return symbol;
    }
}
