// SPDX-License-Identifier: Apache-2.0
package io.mitosis.vm;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The guests that run: one at most of each kind, which one test class after the other uses while it is as they want it.
 * {@link GuestSchedule} sees to it that no two classes use the same kind at a time.
 */
final class Guests implements AutoCloseable {
    private final Map<Boolean, Guest> byIcount = new ConcurrentHashMap<>();

    /** Those of this run of tests; they end with it. */
    static Guests of(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Guests.class))
                .getOrComputeIfAbsent(Guests.class, key -> new Guests(), Guests.class);
    }

    /** The guest of a class that is running. */
    Guest of(Vm wanted) {
        return byIcount.get(wanted.icount());
    }

    /** Finds the class a guest: the one that is there if it will do, else a new one. */
    void enter(Vm wanted, String name) throws IOException {
        Guest there = of(wanted);
        if (there == null || !there.wanted.equals(wanted)) {
            bootAnew(wanted, name);
        }
    }

    /** The class has ended: so has its guest, unless it will do for another class that follows. */
    void leave(Vm wanted) {
        boolean last = GuestSchedule.wasLast(wanted);
        if (last || wanted.alone() || of(wanted).spoilt) {
            byIcount.remove(wanted.icount()).close();
        }
    }

    Guest bootAnew(Vm wanted, String name) throws IOException {
        Guest before = byIcount.remove(wanted.icount());
        if (before != null) {
            before.close();
        }
        VirtualMachine vm = VirtualMachine.boot(VmOptions.of(wanted, name));
        Guest guest = new Guest(wanted, vm);
        byIcount.put(wanted.icount(), guest);
        return guest;
    }

    /** After a run that was broken off. */
    @Override
    public void close() {
        byIcount.values().forEach(Guest::close);
    }

    /** A VM and what tests make in it. */
    static final class Guest implements AutoCloseable {
        private final Vm wanted;
        private final VirtualMachine vm;
        private final Cgroups cgroups;
        private volatile boolean spoilt;

        private Guest(Vm wanted, VirtualMachine vm) {
            this.wanted = wanted;
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
