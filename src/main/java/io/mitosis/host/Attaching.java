// SPDX-License-Identifier: Apache-2.0
package io.mitosis.host;

import io.mitosis.exit.SchedulerFailedException;
import io.mitosis.scx.Preflight;
import io.mitosis.topology.Topology;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Attaches a scheduler to the machine as it is, though CPUs may come and go meanwhile. */
public final class Attaching {
    private static final Logger log = LoggerFactory.getLogger(Attaching.class);

    private Attaching() {}

    /**
     * The machine that a scheduler is loaded for.
     *
     * @param hotplugSequence the kernel's count of CPUs that came or went, read before the topology: if one comes or
     *     goes in between, the kernel refuses the scheduler
     * @param topology its CPUs
     */
    public record Machine(long hotplugSequence, Topology topology) {}

    /**
     * A scheduler in the kernel, and the machine that it was loaded for.
     *
     * @param bpf the scheduler
     * @param topology the machine's CPUs
     * @param <B> its type
     */
    public record Attached<B>(B bpf, Topology topology) {}

    /**
     * Loads and attaches a scheduler. The kernel counts a CPU as gone before it looks gone, and does not attach before
     * it is: what was read in between has a CPU too many, and is read again.
     *
     * @param load loads it, and attaches nothing
     * @param attach makes it the kernel's scheduler
     * @param close takes it down again
     * @param <B> its type
     */
    public static <B> Attached<B> attach(
            Preflight machine, Function<Machine, B> load, Consumer<B> attach, Consumer<B> close) {
        while (true) {
            long hotplugSequence = machine.hotplugSequence();
            Topology topology = LiveTopology.read();
            B bpf = load.apply(new Machine(hotplugSequence, topology));
            try {
                attach(machine, bpf, attach);
                if (LiveTopology.online().equals(topology.usable())) {
                    return new Attached<>(bpf, topology);
                }
            } catch (RuntimeException failed) {
                close.accept(bpf);
                throw failed;
            }
            close.accept(bpf);
            log.info("A CPU came or went while the scheduler started: it starts again");
        }
    }

    /** One that started at the same time, and was faster, is what to tell of. */
    private static <B> void attach(Preflight machine, B bpf, Consumer<B> attach) {
        try {
            attach.accept(bpf);
        } catch (SchedulerFailedException failed) {
            machine.requireNoOtherScheduler();
            throw failed;
        }
    }
}
