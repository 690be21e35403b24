// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The name of a direct child of the parent cgroup: no path. */
final class ChildName implements ITypeConverter<String> {
    @Override
    public String convert(String value) {
        if (value.isEmpty() || value.indexOf('/') >= 0) {
            throw new TypeConversionException("\"" + value + "\" is not the name of a child (no / in it)");
        }
        return value;
    }
}
