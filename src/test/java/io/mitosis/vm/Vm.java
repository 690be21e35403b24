// SPDX-License-Identifier: Apache-2.0
package io.mitosis.vm;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Boots one VM for all tests of the class, and of those after it that want the same; constructors and methods may take
 * it as a {@link VirtualMachine} parameter, and its {@link Cgroups}. What a test starts is ended after it, and it fails
 * if the kernel complained meanwhile. The console goes to {@code target/vm/NAME.log}, by the name of the class that it
 * was booted for; after an {@link EmulatorFault} it is kept as {@code target/vm/NAME.fault-N.log}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith({VmExtension.class, EmulatorFaultMarking.class})
@ResourceLock(providers = GuestSchedule.class)
public @interface Vm {
    /** CPUs of the guest. */
    int cpus() default 4;

    /**
     * As in {@code scripts/vm --cpu-numbers}: how many CPUs the guest's kernel is to count with; 0: as many as it has.
     */
    int cpuNumbers() default 0;

    /**
     * As in {@code scripts/vm --topology}, for example {@code sockets=2,cores=2,threads=2}; empty: one socket a CPU.
     */
    String topology() default "";

    /** Memory of the guest. */
    String memory() default "2G";

    /**
     * Whether guest time counts instructions, as in {@code scripts/vm --icount}: for tests that measure short times,
     * which a busy host must not stretch. Costs about half as much time again.
     */
    boolean icount() default false;

    /** More arguments for the guest's kernel, as in {@code scripts/vm --append}. */
    String append() default "";

    /**
     * Whether no other class may have been in the VM before or may come after: for tests that change more than others.
     */
    boolean alone() default false;
}
