// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import io.mitosis.cell.CellLayout;
import io.mitosis.demand.UsageGrowth;
import io.mitosis.exit.ExitInfo;
import io.mitosis.exit.ExitKind;
import io.mitosis.exit.SchedulerFailedException;
import io.mitosis.linux.ErrnoException;
import io.mitosis.linux.FileDescriptor;
import io.mitosis.linux.NativeMemory;
import io.mitosis.topology.Topology;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The scheduler in the kernel, from load to close. For one thread. */
public final class SchedulerBpf implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SchedulerBpf.class);

    private final BpfObject object;
    private final NativeMemory dump;
    private final StructMemory exitRecord;
    private final RingDoorbell doorbell;
    private final CellConfigMemory config;
    private final UsageMemory usage;
    private final StructMemory variables;
    private final boolean hasCpusetWrites;
    private final boolean rejectsPinning;
    private final SyscallProgram applyConfig;
    private final SyscallProgram rescueWaiting;
    private @Nullable BpfLink link;
    private boolean tellsCpusetWrites;

    private SchedulerBpf(BpfObject object, KernelConstants kernel, SchedulerSettings settings) {
        Topology topology = settings.topology();
        this.object = object;
        rejectsPinning = settings.features().rejectMulticpuPinning();
        hasCpusetWrites = kernel.hasCpusetWrites();
        variables = object.section(".bss");
        dump = object.memory(".data.exit_dump");
        exitRecord = new StructMemory(variables.at("exit_record"), object.btf().struct("exit_record"));
        doorbell = object.doorbell("doorbell");
        config = new CellConfigMemory(object.btf(), variables.at("cell_config"), topology.possibleCpus());
        applyConfig = object.program("apply_cell_config");
        rescueWaiting = object.program("rescue_waiting");
        // The last one: if another fails it need not be closed.
        usage = new UsageMemory(object.btf(), object.array("usage")::get, topology.usable());
    }

    /**
     * Loads the scheduler; nothing is attached yet.
     *
     * @throws SchedulerFailedException if the kernel refuses it; libbpf's log was logged
     * @throws io.mitosis.exit.UnsupportedMachineException if the machine is beyond the scheduler's limits
     */
    public static SchedulerBpf load(KernelConstants kernel, SchedulerSettings settings) {
        BpfObject object = explained(
                () -> BpfObject.load(
                        "mitosis", image(), settings.libbpf(), new SchedulerSetup(kernel, settings)::apply),
                "the kernel did not load the BPF scheduler");
        try {
            return new SchedulerBpf(object, kernel, settings);
        } catch (RuntimeException failed) {
            object.close();
            throw failed;
        }
    }

    private static byte[] image() {
        try (InputStream resource = SchedulerBpf.class.getResourceAsStream("mitosis.bpf.o")) {
            return Objects.requireNonNull(resource, "mitosis.bpf.o is not in the jar")
                    .readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T explained(Supplier<T> call, String what) {
        try {
            return call.get();
        } catch (BpfException failed) {
            if (!failed.log().isEmpty()) {
                log.error("{}", failed.log());
            }
            throw new SchedulerFailedException(what + ": " + failed.getMessage(), failed);
        }
    }

    /**
     * Makes it the kernel's scheduler. Until a layout is applied all tasks share all usable CPUs.
     *
     * @throws SchedulerFailedException if the kernel refuses it
     */
    public void attach() {
        tellsCpusetWrites = hasCpusetWrites && CpusetHooks.attach(object, rejectsPinning);
        if (rejectsPinning && !tellsCpusetWrites) {
            log.warn("--reject-multicpu-pinning has no effect: this kernel does not tell when cpusets change");
            variables.put("affinity_changes_begun", 1);
        }
        link = explained(() -> object.attachStructOps("mitosis"), "the kernel did not attach the BPF scheduler");
    }

    /** Returns whether the doorbell rings, and {@link #cpusetWrites} counts, when a cpuset was written. */
    public boolean tellsCpusetWrites() {
        return tellsCpusetWrites;
    }

    /** Returns how many writes to cpuset files have taken effect since the load. */
    public int cpusetWrites() {
        return (int) variables.get("cpuset_writes");
    }

    /** Says that the layout in force takes so many of these writes into account. */
    public void cpusetWritesHandled(int writes) {
        variables.put("cpuset_writes_handled", writes);
    }

    /** Returns how many cells there can be, the root cell included. */
    public int maxCells() {
        return config.maxCells();
    }

    /**
     * Puts a layout in force. Before the next one a grace period has to pass, and then {@link #rescueWaiting} to run.
     *
     * @throws ErrnoException if it was refused; the previous layout stays in force
     */
    public void apply(CellLayout layout) {
        config.write(layout);
        run(applyConfig, layout.describe());
    }

    /**
     * Finds those who wait in vain by the layout before. It finds them all if no CPU is still queueing a task by what
     * it read before the last one: after a grace period.
     *
     * @throws ErrnoException if the kernel could not run it
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

    /** Tells what the counters of all cells grew by since this was called before, or since the load. */
    public void readUsage(UsageGrowth growth) {
        usage.read(growth);
    }

    /** Returns what becomes readable when the BPF side has something to tell. */
    public FileDescriptor doorbell() {
        return doorbell.file();
    }

    /** Makes the doorbell unreadable; to be called before looking at what there is to tell. */
    public void answerDoorbell() {
        doorbell.drain();
    }

    /** Returns how the scheduler ended; of kind {@link ExitKind#RUNNING} if it has not. */
    public ExitInfo exitInfo() {
        return new ExitInfo(
                new ExitKind((int) exitRecord.get("kind")),
                exitRecord.get("exit_code"),
                exitRecord.getString("reason"),
                exitRecord.getString("message"),
                dump.getString(0, dump.size()));
    }

    /** Gives the CPUs back to the kernel's own scheduler, and waits until it has them. */
    public void detach() {
        if (link != null) {
            link.close();
            link = null;
        }
    }

    @Override
    public void close() {
        detach();
        usage.close();
        object.close();
    }
}
