// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.bpf.Libbpf;
import io.mitosis.cells.bpf.CellsBpf;
import io.mitosis.cells.bpf.CpuControllerSupport;
import io.mitosis.cells.cgroup.CellSource;
import io.mitosis.cells.cgroup.CgroupV1;
import io.mitosis.cells.cgroup.CpusetTree;
import io.mitosis.cells.cgroup.ParentCgroup;
import io.mitosis.cells.cgroup.ParentCgroupException;
import io.mitosis.cells.config.CellSelection;
import io.mitosis.exit.SchedulerConflictException;
import io.mitosis.exit.UnsupportedMachineException;
import io.mitosis.scx.KernelConstants;
import io.mitosis.scx.Preflight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reports all requirements of a start, whereas a start ends at the first one that is not met. */
public final class PreflightReport {
    /** The result of checking one requirement. */
    public enum Verdict {
        FINE,
        /** The machine, or this process, lacks it. */
        MISSING,
        /** Another scheduler has it. */
        TAKEN
    }

    /**
     * One requirement of a start.
     *
     * @param name names it in a word or two
     * @param verdict the result
     * @param text describes the machine; if the verdict is not FINE, what is wrong and how to fix it
     */
    public record Item(String name, Verdict verdict, String text) {}

    private final Preflight machine;

    /** Creates a report on this machine. */
    public PreflightReport() {
        this(new Preflight(Path.of("/")));
    }

    PreflightReport(Preflight machine) {
        this.machine = machine;
    }

    /**
     * Checks all requirements, in the order in which a start does.
     *
     * @param selection which cgroups are to own cells; null: this is not checked
     * @throws io.mitosis.exit.UsageException if the parent cgroup that it names can never be
     */
    public List<Item> items(@Nullable CellSelection selection) {
        List<Item> items = new ArrayList<>();
        if (selection != null) {
            items.add(new Item("cells", Verdict.FINE, owners(CellSources.resolve(selection))));
        }
        items.addAll(ofMachine());
        items.addAll(ofCpuController());
        return items;
    }

    private static String owners(CellSource source) {
        if (source instanceof CpusetTree) {
            return "all cgroups with a cpuset of their own";
        }
        return source.exists() ? "the children of " + source.directory() : source.directory() + " is not there yet";
    }

    private List<Item> ofMachine() {
        return List.of(
                item("privileges", () -> {
                    machine.requirePrivileges();
                    return "may load a scheduler";
                }),
                item("cgroup2", PreflightReport::hierarchy),
                item("libbpf", Libbpf::version),
                item("sched_ext", () -> {
                    KernelConstants.read(CellsBpf.NEEDS);
                    return "the kernel has all that is needed";
                }),
                item(
                        "PID namespace",
                        () -> machine.isInHostPidNamespace()
                                ? "the host's"
                                : "not the host's: mitosis's own tasks do not go first"),
                item("isolated CPUs", () -> {
                    machine.requireNoIsolatedCpus();
                    return "none";
                }),
                item("other schedulers", () -> {
                    machine.requireNoOtherScheduler();
                    return "none";
                }));
    }

    /** Nothing here is required. Without the kernel's types, another line has said what is missing. */
    private static List<Item> ofCpuController() {
        try {
            CpuControllerSupport support = CpuControllerSupport.ofKernel();
            return List.of(
                    new Item("cpu.weight", Verdict.FINE, support.describeWeights(CgroupV1.has("cpu"))),
                    new Item("cpu.max", Verdict.FINE, support.describeLimits()));
        } catch (UnsupportedMachineException saidAbove) {
            return List.of();
        }
    }

    private static Item item(String name, Supplier<String> check) {
        try {
            return new Item(name, Verdict.FINE, check.get());
        } catch (SchedulerConflictException other) {
            return new Item(name, Verdict.TAKEN, String.valueOf(other.getMessage()));
        } catch (UnsupportedMachineException missing) {
            return new Item(name, Verdict.MISSING, String.valueOf(missing.getMessage()));
        }
    }

    private static String hierarchy() {
        try {
            Path root = ParentCgroup.mountedHierarchy();
            String controllers =
                    Files.readString(root.resolve("cgroup.controllers")).strip();
            return root + ", controllers: " + (controllers.isEmpty() ? "none" : controllers);
        } catch (ParentCgroupException missing) {
            throw new UnsupportedMachineException(missing.getMessage() + ": mount -t cgroup2 none /sys/fs/cgroup");
        } catch (IOException unreadable) {
            throw new UnsupportedMachineException("cannot be read: " + unreadable.getMessage());
        }
    }
}
