// SPDX-License-Identifier: Apache-2.0
package io.mitosis.vm;

import io.mitosis.vm.Guests.Guest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Runs a test again, in another VM, if the emulator has ended the first one.
 *
 * <p>The kernel patches its own code when a scheduler comes and goes, with a breakpoint in the place while it does so.
 * QEMU translates guest code once and throws the translation away when the code is written to; if another of its CPUs
 * translates the same code at that very moment, the breakpoint stays in the translation for ever, and the kernel ends
 * with an oops that no real machine can have. That is seen in one of some hundred starts. Nothing else is run again.
 */
final class EmulatorFault implements InvocationInterceptor {
    private static final String SIGN = "Oops: int3: ";
    private static final String HAPPENED = "the emulator ended the VM";

    @Override
    public <T> T interceptTestClassConstructor(
            Invocation<T> invocation, ReflectiveInvocationContext<Constructor<T>> test, ExtensionContext context)
            throws Throwable {
        try {
            return invocation.proceed();
        } catch (Throwable failed) {
            return test.getExecutable().getDeclaringClass().cast(instance(test, bootAnew(failed, context)));
        }
    }

    /** The test itself is then run with another instance, as this one knows the VM that is gone. */
    @Override
    public void interceptBeforeEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        if (hasHappened(context)) {
            invocation.skip();
            return;
        }
        try {
            invocation.proceed();
        } catch (Throwable failed) {
            bootAnew(failed, context);
            VmExtension.store(context).put(HAPPENED, true);
        }
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> test, ExtensionContext context)
            throws Throwable {
        proceed(invocation, test, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> test, ExtensionContext context)
            throws Throwable {
        proceed(invocation, test, context);
    }

    /** What it would tidy up has gone with the VM. */
    @Override
    public void interceptAfterEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        if (hasHappened(context)) {
            invocation.skip();
        } else {
            invocation.proceed();
        }
    }

    private static void proceed(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> test, ExtensionContext context)
            throws Throwable {
        if (hasHappened(context)) {
            invocation.skip();
            runAgain(test, VmExtension.guest(context));
            return;
        }
        try {
            invocation.proceed();
        } catch (Throwable failed) {
            Guest guest = bootAnew(failed, context);
            VmExtension.store(context).put(HAPPENED, true);
            runAgain(test, guest);
        }
    }

    static boolean isSeenIn(VirtualMachine vm) {
        try {
            return vm.consoleText().contains(SIGN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean hasHappened(ExtensionContext context) {
        return VmExtension.store(context).get(HAPPENED) != null;
    }

    /** Throws the failure if it is another one. */
    private static Guest bootAnew(Throwable failed, ExtensionContext context) throws Throwable {
        if (!isSeenIn(VmExtension.guest(context).vm())) {
            throw failed;
        }
        System.out.println("QEMU has ended the VM of " + context.getDisplayName() + ", which runs again.");
        return VmExtension.bootAnew(context);
    }

    private static Object instance(ReflectiveInvocationContext<?> test, Guest guest) throws Throwable {
        Constructor<?> constructor = test.getTargetClass().getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        return constructor.newInstance(Arrays.stream(constructor.getParameterTypes())
                .map(guest::parameter)
                .toArray());
    }

    private static void runAgain(ReflectiveInvocationContext<Method> test, Guest guest) throws Throwable {
        Object instance = instance(test, guest);
        call(instance, BeforeEach.class);
        try {
            Object[] arguments = test.getArguments().stream()
                    .map(argument ->
                            Guest.isParameter(argument.getClass()) ? guest.parameter(argument.getClass()) : argument)
                    .toArray();
            call(instance, test.getExecutable(), arguments);
        } finally {
            call(instance, AfterEach.class);
        }
    }

    private static void call(Object instance, Class<? extends Annotation> annotation) throws Throwable {
        for (Method method : Stream.of(instance.getClass().getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(annotation))
                .toList()) {
            call(instance, method);
        }
    }

    private static void call(Object instance, Method method, Object... arguments) throws Throwable {
        method.setAccessible(true);
        try {
            method.invoke(instance, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }
}
