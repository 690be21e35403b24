// SPDX-License-Identifier: Apache-2.0
package io.mitosis.vm;

import io.mitosis.vm.Guests.Guest;
import java.lang.reflect.Constructor;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Marks the failure of a test class's constructor, of a test, or of a method annotated with {@code @BeforeEach} or
 * {@code @AfterEach} as an {@link EmulatorFault}, if the console of the guest shows one. {@link VmExtension} does that
 * for its own work after each test and after all tests of a class.
 *
 * <p>Not marked are failures of {@code @BeforeAll} and {@code @AfterAll} methods, and of a guest's boot: they count as
 * failures of the tests, and nothing runs again. {@code scripts/vm} itself tries a boot twice.
 */
final class EmulatorFaultMarking
        implements InvocationInterceptor, LifecycleMethodExecutionExceptionHandler, TestExecutionExceptionHandler {
    @Override
    public <T> T interceptTestClassConstructor(
            Invocation<T> invocation, ReflectiveInvocationContext<Constructor<T>> constructor, ExtensionContext context)
            throws Throwable {
        try {
            return invocation.proceed();
        } catch (Throwable failure) {
            throw marked(context, failure);
        }
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw marked(context, failure);
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw marked(context, failure);
    }

    @Override
    public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw marked(context, failure);
    }

    /** Returns the failure if it is another one, or if there is no guest that could tell. */
    private static Throwable marked(ExtensionContext context, Throwable failure) {
        Guest guest = VmExtension.running(context);
        if (guest != null) {
            EmulatorFault.throwIfSeenIn(guest.vm().console(), failure);
        }
        return failure;
    }
}
