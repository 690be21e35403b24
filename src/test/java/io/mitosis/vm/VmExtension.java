// SPDX-License-Identifier: Apache-2.0
package io.mitosis.vm;

import io.mitosis.vm.Guests.Guest;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/** Finds the VM of a class annotated with {@link Vm}, hands it to the tests and checks what they left behind. */
final class VmExtension
        implements BeforeAllCallback,
                BeforeEachCallback,
                AfterEachCallback,
                AfterAllCallback,
                ParameterResolver,
                TestWatcher {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(VmExtension.class);
    private static final String RUNNING_BEFORE = "running before";

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Guests.of(context).enter(wanted(context), name(context));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        store(context).put(RUNNING_BEFORE, vm(context).processes());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        VirtualMachine vm = vm(context);
        tidy(context, () -> {
            try {
                // First: one that makes cgroups would leave some.
                endProcesses(context, vm);
            } finally {
                removeCgroupsAndCheckLog(context, vm);
            }
        });
    }

    private static void endProcesses(ExtensionContext context, VirtualMachine vm) {
        List<?> before = store(context).get(RUNNING_BEFORE, List.class);
        vm.processes().reversed().stream()
                .filter(process -> !before.contains(process))
                .forEach(GuestProcess::close);
    }

    private static void removeCgroupsAndCheckLog(ExtensionContext context, VirtualMachine vm) {
        try {
            guest(context).cgroups().remove();
            Leftovers.checkLog(vm);
        } finally {
            showConsoleOnFailure(context, vm);
        }
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        guest(context).spoil();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        VirtualMachine vm = vm(context);
        try {
            tidy(context, () -> {
                vm.processes().reversed().forEach(GuestProcess::close);
                Leftovers.check(vm);
            });
        } finally {
            Guests.of(context).leave(wanted(context));
        }
    }

    /**
     * A guest that is not as it was serves nobody else. Of one that the emulator has ended nothing is left to check.
     */
    private static void tidy(ExtensionContext context, Runnable steps) {
        try {
            steps.run();
        } catch (AssertionError | RuntimeException failure) {
            guest(context).spoil();
            if (!EmulatorFault.isSeenIn(guest(context).vm())) {
                throw failure;
            }
        }
    }

    private static void showConsoleOnFailure(ExtensionContext context, VirtualMachine vm) {
        if (context.getExecutionException().isPresent()) {
            System.out.println("The end of " + vm.console() + " after " + context.getDisplayName() + ":");
            System.out.println(vm.consoleEnd());
        }
    }

    static ExtensionContext.Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }

    static Guest guest(ExtensionContext context) {
        return Guests.of(context).of(wanted(context));
    }

    /** Boots another VM for what is left of the class. */
    static Guest bootAnew(ExtensionContext context) throws IOException {
        Guest guest = Guests.of(context).bootAnew(wanted(context), name(context));
        store(context).put(RUNNING_BEFORE, guest.vm().processes());
        return guest;
    }

    private static VirtualMachine vm(ExtensionContext context) {
        return guest(context).vm();
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
