// SPDX-License-Identifier: Apache-2.0
package io.mitosis.vm;

import java.lang.reflect.Constructor;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** Marks the failure of a constructor, a test or what comes before and after it, if it is an {@link EmulatorFault}. */
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

    /** Returns the failure if it is another one. */
    private static Throwable marked(ExtensionContext context, Throwable failure) {
        EmulatorFault.throwIfSeenIn(VmExtension.guest(context).vm(), failure);
        return failure;
    }
}
