// SPDX-License-Identifier: Apache-2.0
package io.mitosis.vm;

import java.util.ArrayList;
import java.util.List;

/**
 * The cgroups of a test; constructors and methods of a class annotated with {@link Vm} may take this as a parameter.
 * What is made here is removed after the test, with all that is in it.
 */
public final class Cgroups {
    private final VirtualMachine vm;
    private final List<Cgroup> made = new ArrayList<>();

    Cgroups(VirtualMachine vm) {
        this.vm = vm;
    }

    /** Makes the one whose children get cells. */
    public Cgroup parent() {
        return create("workloads");
    }

    /** Makes one beside it, whose tasks are the root cell's. */
    public Cgroup outside() {
        return create("outside");
    }

    /** Makes one below the root. */
    public Cgroup create(String name) {
        Cgroup cgroup = Cgroup.create(vm, name);
        made.add(cgroup);
        return cgroup;
    }

    /** Those that the test has removed itself are no matter. */
    void remove() {
        while (!made.isEmpty()) {
            made.removeLast().close();
        }
    }
}
