// SPDX-License-Identifier: Apache-2.0
package io.mitosis.topology;

import io.mitosis.text.Printable;
import java.util.BitSet;

/**
 * The kernel's text form of a set of CPUs: numbers and ranges separated by commas, as in {@code 0-7,16}.
 *
 * <p>Source: the section on cpulists in the kernel's admin-guide/cputopology and bitmap documentation. The step form
 * {@code 0-31:2/8} of kernel command lines is never printed by a file that is read here, and is not accepted.
 */
final class CpuList {
    private CpuList() {}

    static BitSet parse(String text) {
        BitSet bits = new BitSet();
        String list = text.strip();
        if (list.isEmpty() || list.equals("none")) {
            return bits;
        }
        int start = 0;
        while (start <= list.length()) {
            int comma = list.indexOf(',', start);
            int end = comma < 0 ? list.length() : comma;
            addPart(bits, list.substring(start, end), list);
            start = end + 1;
        }
        return bits;
    }

    static String format(BitSet bits) {
        if (bits.isEmpty()) {
            return "none";
        }
        StringBuilder list = new StringBuilder();
        int first = bits.nextSetBit(0);
        while (first >= 0) {
            int end = bits.nextClearBit(first);
            if (!list.isEmpty()) {
                list.append(',');
            }
            list.append(first);
            if (end - first > 1) {
                list.append('-').append(end - 1);
            }
            first = bits.nextSetBit(end);
        }
        return list.toString();
    }

    private static void addPart(BitSet bits, String part, String list) {
        int dash = part.indexOf('-');
        int first = number(dash < 0 ? part : part.substring(0, dash), part, list);
        int last = dash < 0 ? first : number(part.substring(dash + 1), part, list);
        if (first > last) {
            throw bad(part, list);
        }
        bits.set(first, last + 1);
    }

    private static int number(String digits, String part, String list) {
        // Five digits hold any CPU number, and cannot overflow.
        if (digits.isEmpty() || digits.length() > 5) {
            throw bad(part, list);
        }
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            char digit = digits.charAt(i);
            if (digit < '0' || digit > '9') {
                throw bad(part, list);
            }
            value = value * 10 + (digit - '0');
        }
        if (value > CpuMask.MAX_CPU) {
            throw bad(part, list);
        }
        return value;
    }

    private static IllegalArgumentException bad(String part, String list) {
        return new IllegalArgumentException(
                "bad part " + Printable.quoted(part) + " in the CPU list " + Printable.quoted(list));
    }
}
