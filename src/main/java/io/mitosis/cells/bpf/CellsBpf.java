// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.bpf;

import io.mitosis.bpf.BpfObject;
import io.mitosis.bpf.HiddenSymbol;
import io.mitosis.bpf.KernelSymbols;
import io.mitosis.bpf.MappedArray;
import io.mitosis.bpf.StructMemory;
import io.mitosis.bpf.SyscallProgram;
import io.mitosis.cells.config.Feature;
import io.mitosis.cells.limit.LimitReading;
import io.mitosis.cells.model.CellLayout;
import io.mitosis.cells.usage.UsageDeltas;
import io.mitosis.linux.ErrnoException;
import io.mitosis.scx.KernelConstants;
import io.mitosis.scx.KernelNeeds;
import io.mitosis.scx.ScxObject;
import io.mitosis.topology.Topology;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The scheduler of the cells in the kernel, from load to close. Not thread-safe. */
public final class CellsBpf implements AutoCloseable {
    /** The kernel features that the scheduler uses. */
    public static final KernelNeeds NEEDS = new KernelNeeds(
            List.of("SCX_OPS_ENQ_LAST", "SCX_OPS_ENQ_EXITING", "SCX_OPS_KEEP_BUILTIN_IDLE"),
            // Newer kernels only; older ones behave as if they were set, or do without.
            List.of("SCX_OPS_ENQ_MIGRATION_DISABLED", "SCX_OPS_ALLOW_QUEUED_WAKEUP"),
            CpusetHooks.FUNCTIONS);

    /** Name of the BPF object, and prefix of the names that the kernel shows. */
    public static final String NAME = "mitosis";

    private static final Logger log = LoggerFactory.getLogger(CellsBpf.class);

    private final ScxObject scx;
    private final CellConfigMemory config;
    private final UsageMemory usage;
    private final @Nullable LimitMemory limits;
    private final StructMemory variables;
    private final boolean hasCpusetWrites;
    private final boolean rejectsPinning;
    private final SyscallProgram applyConfig;
    private final SyscallProgram rescueWaiting;
    private boolean reportsCpusetWrites;

    private CellsBpf(ScxObject scx, KernelConstants kernel, CellsBpfSettings settings) {
        this.scx = scx;
        BpfObject object = scx.object();
        Topology topology = settings.topology();
        rejectsPinning = settings.features().has(Feature.REJECT_MULTICPU_PINNING);
        hasCpusetWrites = kernel.hasFunctions();
        variables = scx.variables();
        config = new CellConfigMemory(object.btf(), variables.at("cell_config"), topology.possibleCpus());
        applyConfig = object.program("apply_cell_config");
        rescueWaiting = object.program("rescue_waiting");
        limits = settings.features().has(Feature.CPU_CONTROLLER) ? limits(object, variables) : null;
        // The last step: if another one fails, there is nothing to close.
        usage = new UsageMemory(object.btf(), object.array("usage")::get, topology.usable());
    }

    private static LimitMemory limits(BpfObject object, StructMemory variables) {
        MappedArray entries = object.array("limits");
        return new LimitMemory(
                object.btf(),
                entries::get,
                entries.length(),
                () -> variables.get("limits_end"),
                () -> variables.get("limits_missed"));
    }

    /**
     * Loads the scheduler without attaching it.
     *
     * @throws io.mitosis.exit.SchedulerFailedException if the kernel refuses it; libbpf's log was logged
     * @throws io.mitosis.exit.UnsupportedMachineException if the machine is beyond the scheduler's limits
     */
    public static CellsBpf load(KernelConstants kernel, CellsBpfSettings settings) {
        ScxObject scx = ScxObject.load(
                NAME, image(settings), kernel, settings.scx(), new ObjectConfigurer(kernel, settings)::apply);
        try {
            return new CellsBpf(scx, kernel, settings);
        } catch (RuntimeException failed) {
            scx.close();
            throw failed;
        }
    }

    private static byte[] image(CellsBpfSettings settings) {
        byte[] image = ScxObject.image(NAME);
        boolean seesUserMode =
                settings.features().has(Feature.CPU_CONTROLLER) && KernelSymbols.has(CpuControllerSupport.REGISTERS);
        return seesUserMode ? image : HiddenSymbol.in(image, CpuControllerSupport.REGISTERS);
    }

    /**
     * Attaches the scheduler to the kernel. Until a layout is applied, all tasks share all usable CPUs.
     *
     * @throws io.mitosis.exit.SchedulerFailedException if the kernel refuses it
     */
    public void attach() {
        reportsCpusetWrites = hasCpusetWrites && CpusetHooks.attach(scx.object(), rejectsPinning);
        if (rejectsPinning && !reportsCpusetWrites) {
            log.warn("--reject-multicpu-pinning has no effect: this kernel does not tell when cpusets change");
            variables.put("affinity_changes_begun", 1);
        }
        scx.attach();
    }

    /** Returns the part that all schedulers have. */
    public ScxObject scx() {
        return scx;
    }

    /** Returns whether writes to cpuset files ring the doorbell and are counted in {@link #cpusetWrites}. */
    public boolean reportsCpusetWrites() {
        return reportsCpusetWrites;
    }

    /** Returns the number of writes to cpuset files that have taken effect since the load. */
    public int cpusetWrites() {
        return (int) variables.get("cpuset_writes");
    }

    /** Records how many of the writes to cpuset files the layout in force takes into account. */
    public void cpusetWritesHandled(int writes) {
        variables.put("cpuset_writes_handled", writes);
    }

    /** Returns the largest number of cells, the root cell included. */
    public int maxCells() {
        return config.maxCells();
    }

    /**
     * Applies a layout. Before the next one, a grace period has to pass and {@link #rescueWaiting} has to run.
     *
     * @throws ErrnoException if the layout was refused; the previous one stays in force
     */
    public void apply(CellLayout layout) {
        config.write(layout);
        run(applyConfig, layout.describe());
    }

    /**
     * Moves tasks that wait on queues that no CPU serves any more since the last layout. It has to follow a grace
     * period: then no CPU is still queueing tasks by the previous layout, and none is missed.
     *
     * @throws ErrnoException if the kernel could not run the program
     */
    public void rescueWaiting() {
        run(rescueWaiting, "");
    }

    private static void run(SyscallProgram program, String object) {
        int result = program.run();
        if (result < 0) {
            throw new ErrnoException(program.name(), -result, object);
        }
    }

    /** Reports the deltas of all cells' counters since the previous call, or since the load. */
    public void readUsage(UsageDeltas deltas) {
        usage.read(deltas);
    }

    /** Returns the limits of cgroups and what they did since the load; none unless the cpu controller counts. */
    public LimitReading readLimits() {
        return limits == null ? LimitReading.NONE : limits.read();
    }

    @Override
    public void close() {
        scx.detach();
        usage.close();
        scx.close();
    }
}
