// SPDX-License-Identifier: Apache-2.0
package io.mitosis.vm;

import io.mitosis.vm.Guests.Guest;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.junit.jupiter.api.extension.TestWatcher;

/** Finds the VM of a class annotated with {@link Vm}, hands it to the tests and checks what they left behind. */
final class VmExtension
        implements BeforeAllCallback,
                BeforeEachCallback,
                AfterEachCallback,
                AfterAllCallback,
                TestInstancePreConstructCallback,
                ParameterResolver,
                TestWatcher {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(VmExtension.class);
    private static final String RUNNING_BEFORE = "running before";

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Guests.of(context).enter(wanted(context), name(context));
    }

    /** A test finds another guest if the emulator has ended the one of the test before. */
    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context)
            throws IOException {
        Guests.of(context).enter(wanted(context), name(context));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        store(context).put(RUNNING_BEFORE, guest(context).vm().processes());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Guest guest = guest(context);
        try {
            // Of a guest that the emulator has ended nothing is left to tidy up.
            EmulatorFault.throwIfSeenIn(guest.vm().console(), null);
            tidy(guest, () -> {
                try {
                    // First: one that makes cgroups would leave some.
                    endProcesses(context, guest.vm());
                } finally {
                    removeCgroupsAndCheckLog(guest);
                }
            });
        } finally {
            showConsoleOnFailure(context, guest.vm());
        }
    }

    private static void endProcesses(ExtensionContext context, VirtualMachine vm) {
        List<?> before = store(context).get(RUNNING_BEFORE, List.class);
        vm.processes().reversed().stream()
                .filter(process -> !before.contains(process))
                .forEach(GuestProcess::close);
    }

    private static void removeCgroupsAndCheckLog(Guest guest) {
        guest.cgroups().remove();
        Leftovers.checkLog(guest.vm());
    }

    /** The other tests of the class go on in the same guest, unless the emulator has ended it. */
    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        Guest guest = running(context);
        if (guest != null && EmulatorFault.isSeenIn(guest.vm().console())) {
            Guests.of(context).end(wanted(context));
        } else if (guest != null) {
            guest.spoil();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        try {
            Guest guest = running(context);
            // The last test may have ended it.
            if (guest != null) {
                tidy(guest, () -> {
                    guest.vm().processes().reversed().forEach(GuestProcess::close);
                    Leftovers.check(guest.vm());
                });
            }
        } finally {
            Guests.of(context).leave(wanted(context));
        }
    }

    /** A guest that is not as it was serves nobody else. */
    private static void tidy(Guest guest, Runnable steps) {
        try {
            steps.run();
        } catch (AssertionError | RuntimeException failure) {
            guest.spoil();
            EmulatorFault.throwIfSeenIn(guest.vm().console(), failure);
            throw failure;
        }
    }

    private static void showConsoleOnFailure(ExtensionContext context, VirtualMachine vm) {
        if (context.getExecutionException().isPresent()) {
            System.out.println("The end of " + vm.console() + " after " + context.getDisplayName() + ":");
            System.out.println(vm.console().end());
        }
    }

    private static ExtensionContext.Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }

    /** The guest of a test that is running. */
    private static Guest guest(ExtensionContext context) {
        return Objects.requireNonNull(running(context), "the class has no guest: it was ended, or did not boot");
    }

    /** The guest of the class; null after the emulator has ended it, and if it did not boot. */
    static @Nullable Guest running(ExtensionContext context) {
        return Guests.of(context).of(wanted(context));
    }

    private static Vm wanted(ExtensionContext context) {
        return context.getRequiredTestClass().getAnnotation(Vm.class);
    }

    private static String name(ExtensionContext context) {
        return context.getRequiredTestClass().getSimpleName();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return Guest.isParameter(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return guest(context).parameter(parameter.getParameter().getType());
    }
}
