// SPDX-License-Identifier: Apache-2.0
package io.mitosis.vm;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Boots the VM of a class annotated with {@link Vm}, hands it to the tests and checks what they left behind. */
final class VmExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(VmExtension.class);
    private static final String RUNNING_BEFORE = "running before";

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Class<?> testClass = context.getRequiredTestClass();
        Vm annotation = testClass.getAnnotation(Vm.class);
        if (annotation != null) {
            // The store closes it at the end of the class, whatever happens until then.
            store(context).put(Machine.class, Machine.boot(annotation, testClass));
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        store(context).put(RUNNING_BEFORE, vm(context).processes());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        VirtualMachine vm = vm(context);
        try {
            machine(context).cgroups().remove();
        } finally {
            endProcessesAndCheckLog(context, vm);
        }
    }

    private static void endProcessesAndCheckLog(ExtensionContext context, VirtualMachine vm) {
        try {
            List<?> before = store(context).get(RUNNING_BEFORE, List.class);
            vm.processes().reversed().stream()
                    .filter(process -> !before.contains(process))
                    .forEach(GuestProcess::close);
            Leftovers.checkLog(vm);
        } finally {
            showConsoleOnFailure(context, vm);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (context.getRequiredTestClass().isAnnotationPresent(Vm.class)) {
            VirtualMachine vm = vm(context);
            vm.processes().reversed().forEach(GuestProcess::close);
            Leftovers.check(vm);
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

    static Machine machine(ExtensionContext context) {
        return store(context).get(Machine.class, Machine.class);
    }

    /** Boots another VM for what is left of the class. */
    static Machine bootAnew(ExtensionContext context) throws IOException {
        machine(context).close();
        ExtensionContext ofClass = context;
        while (ofClass.getTestMethod().isPresent()) {
            ofClass = ofClass.getParent().orElseThrow();
        }
        Class<?> testClass = ofClass.getRequiredTestClass();
        Machine machine = Machine.boot(testClass.getAnnotation(Vm.class), testClass);
        store(ofClass).put(Machine.class, machine);
        store(context).put(RUNNING_BEFORE, machine.vm().processes());
        return machine;
    }

    private static VirtualMachine vm(ExtensionContext context) {
        return machine(context).vm();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return Machine.isParameter(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return machine(context).parameter(parameter.getParameter().getType());
    }

    /** A VM and what tests make in it. */
    record Machine(VirtualMachine vm, Cgroups cgroups) implements AutoCloseable {
        static Machine boot(Vm annotation, Class<?> testClass) throws IOException {
            VirtualMachine vm = VirtualMachine.boot(VmOptions.of(annotation, testClass));
            return new Machine(vm, new Cgroups(vm));
        }

        static boolean isParameter(Class<?> type) {
            return type == VirtualMachine.class || type == Cgroups.class;
        }

        Object parameter(Class<?> type) {
            return type == Cgroups.class ? cgroups : vm;
        }

        @Override
        public void close() {
            vm.close();
        }
    }
}
