// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import java.math.BigInteger;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A number of seconds of at least 1. More than a hundred years is taken as a hundred years, which is as good as never.
 */
final class WholeSeconds implements ITypeConverter<Duration> {
    // In nanoseconds this fits a long with room to add a clock reading to it.
    static final Duration LONGEST = Duration.ofDays(36_500);

    @Override
    public Duration convert(String value) {
        BigInteger seconds = value.matches("[0-9]+") ? new BigInteger(value) : BigInteger.ZERO;
        if (seconds.signum() == 0) {
            throw new TypeConversionException("\"" + value + "\" is not a whole number of at least 1");
        }
        return Duration.ofSeconds(
                seconds.min(BigInteger.valueOf(LONGEST.toSeconds())).longValueExact());
    }
}
