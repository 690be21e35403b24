// SPDX-License-Identifier: Apache-2.0
package io.mitosis.scx;

import io.mitosis.bpf.BpfException;
import io.mitosis.bpf.BpfLink;
import io.mitosis.bpf.BpfObject;
import io.mitosis.bpf.BpfSetup;
import io.mitosis.bpf.RingDoorbell;
import io.mitosis.bpf.StructMemory;
import io.mitosis.exit.ExitInfo;
import io.mitosis.exit.ExitKind;
import io.mitosis.exit.SchedulerFailedException;
import io.mitosis.linux.FileDescriptor;
import io.mitosis.linux.NativeMemory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A scheduler in the kernel, from load to close: what is the same for all that include {@code bpf/scx/exit.bpf.h}. For
 * one thread.
 */
public final class ScxObject implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ScxObject.class);
    private static final String DUMP = ".data.exit_dump";

    private final String name;
    private final BpfObject object;
    private final StructMemory variables;
    private final StructMemory exitRecord;
    private final NativeMemory dump;
    private final RingDoorbell doorbell;
    private @Nullable BpfLink link;

    private ScxObject(String name, BpfObject object) {
        this.name = name;
        this.object = object;
        variables = object.section(".bss");
        exitRecord = new StructMemory(variables.at("exit_record"), object.btf().struct("exit_record"));
        dump = object.memory(DUMP);
        doorbell = object.doorbell("doorbell");
    }

    /**
     * Loads a scheduler; nothing is attached yet.
     *
     * @param name of the {@code struct sched_ext_ops}, and prefix of the names of programs that the kernel shows
     * @param setup fills in what is the scheduler's own; called before the load, and once more if that fails
     * @throws SchedulerFailedException if the kernel refuses it; libbpf's log was logged
     * @throws io.mitosis.exit.UnsupportedMachineException if libbpf is missing or too old
     */
    public static ScxObject load(String name, KernelConstants kernel, ScxSettings settings, Consumer<BpfSetup> setup) {
        BpfObject object = explained(
                () -> BpfObject.load(name, image(name), settings.libbpf(), opened -> {
                    fill(name, kernel, settings, opened);
                    setup.accept(opened);
                }),
                "the kernel did not load the BPF scheduler");
        try {
            return new ScxObject(name, object);
        } catch (RuntimeException failed) {
            object.close();
            throw failed;
        }
    }

    /** Returns the ELF file that was made of {@code bpf/NAME/NAME.bpf.c}. */
    public static byte[] image(String name) {
        String file = name + ".bpf.o";
        try (InputStream resource = ScxObject.class.getResourceAsStream(file)) {
            return Objects.requireNonNull(resource, file + " is not in the jar").readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fills in what is the same for all; public for tests that go no further than the load. */
    public static void fill(String name, KernelConstants kernel, ScxSettings settings, BpfSetup setup) {
        setup.setValueSize(DUMP, settings.exitDumpSize());
        setup.section(".rodata").put("exit_dump_size", settings.exitDumpSize());
        StructMemory ops = setup.structOps(name);
        ops.put("flags", kernel.flags());
        ops.put("hotplug_seq", settings.hotplugSequence());
        ops.put("exit_dump_len", settings.exitDumpLength());
        ops.put("timeout_ms", settings.timeoutMillis());
        ops.putString("name", settings.name());
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

    /** Returns the object, for what is the scheduler's own. */
    public BpfObject object() {
        return object;
    }

    /** Returns the variables of the object that are zero at first. */
    public StructMemory variables() {
        return variables;
    }

    /**
     * Makes it the kernel's scheduler.
     *
     * @throws SchedulerFailedException if the kernel refuses it
     */
    public void attach() {
        link = explained(() -> object.attachStructOps(name), "the kernel did not attach the BPF scheduler");
    }

    /** Returns what becomes readable when the BPF side has something to tell, its end among it. */
    public FileDescriptor doorbell() {
        return doorbell.file();
    }

    /** Makes the doorbell unreadable; to be called before looking at what there is to tell. */
    public void drainDoorbell() {
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
        object.close();
    }
}
