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
 * A sched_ext scheduler in the kernel, from load to close, for every BPF object that includes
 * {@code bpf/scx/exit.bpf.h}. Not thread-safe.
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
     * Loads a scheduler without attaching it.
     *
     * @param name name of the {@code struct sched_ext_ops}, and prefix of the program names that the kernel shows
     * @param image the ELF file
     * @param setup sets values particular to the scheduler; called before the load, and again if the load fails and is
     *     repeated for its log
     * @throws SchedulerFailedException if the kernel refuses the scheduler; libbpf's output has been logged
     * @throws io.mitosis.exit.UnsupportedMachineException if libbpf is missing or too old
     */
    public static ScxObject load(
            String name, byte[] image, KernelConstants kernel, ScxSettings settings, Consumer<BpfSetup> setup) {
        BpfObject object = explained(
                () -> BpfObject.load(name, image, settings.libbpf(), opened -> {
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

    /** Returns the ELF file that was compiled from {@code bpf/NAME/NAME.bpf.c}. */
    public static byte[] image(String name) {
        String file = name + ".bpf.o";
        try (InputStream resource = ScxObject.class.getResourceAsStream(file)) {
            return Objects.requireNonNull(resource, file + " is not in the jar").readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets the values that all schedulers have. Public for tests that stop after the load. */
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

    /** Returns the BPF object, for access to the scheduler's own maps and programs. */
    public BpfObject object() {
        return object;
    }

    /** Returns the zero-initialized variables of the object: {@code .bss}. */
    public StructMemory variables() {
        return variables;
    }

    /** Attaches the scheduler to the kernel. */
    public void attach() {
        link = explained(() -> object.attachStructOps(name), "the kernel did not attach the BPF scheduler");
    }

    /** Returns a descriptor that becomes readable when the BPF side reports an event, such as its end. */
    public FileDescriptor doorbell() {
        return doorbell.file();
    }

    /** Resets the doorbell. To be called before the state is read, so that a later event rings it again. */
    public void drainDoorbell() {
        doorbell.drain();
    }

    /** Returns how the scheduler ended. The kind is {@link ExitKind#RUNNING} as long as it has not. */
    public ExitInfo exitInfo() {
        return new ExitInfo(
                new ExitKind((int) exitRecord.get("kind")),
                exitRecord.get("exit_code"),
                exitRecord.getString("reason"),
                exitRecord.getString("message"),
                dump.getString(0, dump.size()));
    }

    /** Detaches the scheduler, and waits until the kernel's own scheduler has taken over. */
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
