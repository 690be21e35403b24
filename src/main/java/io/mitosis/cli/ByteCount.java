// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A size in bytes, from 0 to the largest int. */
final class ByteCount implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
        try {
            int bytes = Integer.parseInt(value);
            if (bytes >= 0) {
                return bytes;
            }
        } catch (NumberFormatException e) {
            // Said below, like a number that is out of range.
        }
        throw new TypeConversionException("\"" + value + "\" is not a whole number from 0 to " + Integer.MAX_VALUE);
    }
}
