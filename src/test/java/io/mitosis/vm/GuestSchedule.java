// SPDX-License-Identifier: Apache-2.0
package io.mitosis.vm;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;

/**
 * Which test classes run side by side, and in which order. A guest whose time counts instructions has one thread and
 * does not mind a busy host: it gets along with one of those that have a thread for each CPU, of which two would be in
 * each other's way. Classes that want the same guest come one after the other, so that it need not boot again.
 */
public final class GuestSchedule implements ClassOrderer, ResourceLocksProvider {
    private static final Comparator<ClassDescriptor> ORDER = Comparator.comparing(
                    (ClassDescriptor test) -> guest(test).map(Vm::icount).orElse(false))
            .thenComparing(test -> guest(test).map(Vm::toString).orElse(""));

    /**
     * How many classes want this guest and have not ended; none is noted in a run without this order. It is static
     * because JUnit gives the orderer, which alone sees all classes, no store to pass it on. Without it a guest would
     * live on after the last class that wants it, and one that counts instructions keeps a CPU of the host busy then.
     */
    private static final Map<Vm, Integer> WANTED = new ConcurrentHashMap<>();

    @Override
    public void orderClasses(ClassOrdererContext context) {
        context.getClassDescriptors().sort(ORDER);
        // Maven has each class put in order by itself, too, before it has them all run.
        WANTED.clear();
        context.getClassDescriptors().stream()
                .flatMap(test -> guest(test).stream())
                .forEach(wanted -> WANTED.merge(wanted, 1, Integer::sum));
    }

    /** Notes the end of a class; returns whether none follows that wants the same guest. */
    static boolean wasLast(Vm wanted) {
        return WANTED.compute(wanted, (guest, count) -> count == null || count == 1 ? null : count - 1) == null;
    }

    @Override
    public Set<Lock> provideForClass(Class<?> testClass) {
        boolean icount = testClass.getAnnotation(Vm.class).icount();
        return Set.of(new Lock(icount ? "guest that counts" : "guest of many threads", ResourceAccessMode.READ_WRITE));
    }

    private static Optional<Vm> guest(ClassDescriptor test) {
        return test.findAnnotation(Vm.class);
    }
}
