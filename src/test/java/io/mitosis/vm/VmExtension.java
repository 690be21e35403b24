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
            VirtualMachine vm = VirtualMachine.boot(VmOptions.of(annotation, testClass));
            // The store closes it at the end of the class, whatever happens until then.
            context.getStore(NAMESPACE).put(VirtualMachine.class, vm);
            context.getStore(NAMESPACE).put(Cgroups.class, new Cgroups(vm));
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(NAMESPACE).put(RUNNING_BEFORE, vm(context).processes());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        VirtualMachine vm = vm(context);
        try {
            cgroups(context).remove();
        } finally {
            endProcessesAndCheckLog(context, vm);
        }
    }

    private static void endProcessesAndCheckLog(ExtensionContext context, VirtualMachine vm) {
        try {
            List<?> before = context.getStore(NAMESPACE).get(RUNNING_BEFORE, List.class);
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

    private static VirtualMachine vm(ExtensionContext context) {
        return context.getStore(NAMESPACE).get(VirtualMachine.class, VirtualMachine.class);
    }

    private static Cgroups cgroups(ExtensionContext context) {
        return context.getStore(NAMESPACE).get(Cgroups.class, Cgroups.class);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == VirtualMachine.class || type == Cgroups.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Cgroups.class ? cgroups(context) : vm(context);
    }
}
