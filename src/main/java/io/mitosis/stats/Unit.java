// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats;

/** The unit of a metric, as its description shows it. */
public enum Unit {
    PERCENT("%"),
    SECONDS("s"),
    MICROSECONDS("us"),
    /** A count. The description names the things that are counted. */
    NUMBER(""),
    /** Not a number. */
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
