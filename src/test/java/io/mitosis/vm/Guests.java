// SPDX-License-Identifier: Apache-2.0
package io.mitosis.vm;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The guests that run. By {@link GuestSchedule} no two test classes use one at a time, and one that a class has left
 * waits for the next class that wants the same, which comes soon.
 */
final class Guests implements AutoCloseable {
    private final Map<Vm, Guest> running = new ConcurrentHashMap<>();

    /** Those of this run of tests; they end with it. */
    static Guests of(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Guests.class))
                .getOrComputeIfAbsent(Guests.class, key -> new Guests(), Guests.class);
    }

    /** The guest of a class that is running; null after it was {@linkplain #end ended}. */
    @Nullable
    Guest of(Vm wanted) {
        return running.get(wanted);
    }

    /** Finds the class a guest: the one that is there if there is one, else a new one. */
    void enter(Vm wanted, String name) throws IOException {
        if (wanted.icount()) {
            endOthersThatCount(wanted);
        }
        if (of(wanted) == null) {
            running.put(wanted, new Guest(GuestTimers.boot(VmOptions.of(wanted, name))));
        }
    }

    /** With nothing to do their time flies: they would keep a CPU of the host busy with that. */
    private void endOthersThatCount(Vm wanted) {
        for (Vm other : running.keySet()) {
            if (other.icount() && !other.equals(wanted)) {
                end(other);
            }
        }
    }

    /** The class has ended: so has its guest, unless it will do for another class that follows. */
    void leave(Vm wanted) {
        boolean last = GuestSchedule.wasLast(wanted);
        Guest guest = of(wanted);
        if (last || wanted.alone() || (guest != null && guest.spoilt)) {
            end(wanted);
        }
    }

    /** Ends the guest, if it runs: whoever enters next gets a new one. */
    void end(Vm wanted) {
        Guest guest = running.remove(wanted);
        if (guest != null) {
            guest.close();
        }
    }

    /** After a run that was broken off. */
    @Override
    public void close() {
        running.values().forEach(Guest::close);
    }

    /** A VM and what tests make in it. */
    static final class Guest implements AutoCloseable {
        private final VirtualMachine vm;
        private final Cgroups cgroups;
        private volatile boolean spoilt;

        private Guest(VirtualMachine vm) {
            this.vm = vm;
            this.cgroups = new Cgroups(vm);
        }

        VirtualMachine vm() {
            return vm;
        }

        Cgroups cgroups() {
            return cgroups;
        }

        /** A test has failed in it: it may be in any state, and no other class gets it. */
        void spoil() {
            spoilt = true;
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
