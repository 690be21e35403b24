// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks that the functions a class calls can be called in the one way there is: up to six integers, one integer out.
 */
public final class CallShape {
    private CallShape() {}

    /**
     * Checks the {@link NativeFunction} constants of a class against the generated bindings of the same names.
     *
     * @return the names of those of which the bindings know no fixed parameters
     */
    public static List<String> check(Class<?> calls, Class<?> bindings) throws ReflectiveOperationException {
        List<String> unknown = new ArrayList<>();
        int checked = 0;
        for (Field field : calls.getDeclaredFields()) {
            if (field.getType() == NativeFunction.class) {
                field.setAccessible(true);
                String name = ((NativeFunction) field.get(null)).name();
                if (!isDescribed(bindings, name)) {
                    unknown.add(name);
                } else {
                    check(name, (FunctionDescriptor)
                            bindings.getMethod(name + "$descriptor").invoke(null));
                }
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(10);
        return unknown;
    }

    private static boolean isDescribed(Class<?> bindings, String name) {
        for (Method method : bindings.getMethods()) {
            if (method.getName().equals(name + "$descriptor")) {
                return true;
            }
        }
        return false;
    }

    private static void check(String name, FunctionDescriptor descriptor) {
        assertThat(descriptor.argumentLayouts()).as(name).hasSizeLessThanOrEqualTo(6);
        assertThat(descriptor.argumentLayouts()).as(name).allMatch(CallShape::isIntegral);
        assertThat(descriptor.returnLayout().stream()).as(name).allMatch(CallShape::isIntegral);
    }

    private static boolean isIntegral(MemoryLayout layout) {
        return layout instanceof AddressLayout
                || layout instanceof ValueLayout.OfBoolean
                || layout instanceof ValueLayout.OfByte
                || layout instanceof ValueLayout.OfShort
                || layout instanceof ValueLayout.OfInt
                || layout instanceof ValueLayout.OfLong;
    }
}
