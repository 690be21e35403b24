// SPDX-License-Identifier: Apache-2.0
package io.mitosis.host;

import io.mitosis.exit.SchedulerFailedException;
import io.mitosis.scx.Preflight;
import io.mitosis.topology.Topology;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Attaches a scheduler, and starts over if a CPU comes or goes meanwhile. */
public final class Attaching {
    private static final Logger log = LoggerFactory.getLogger(Attaching.class);

    private Attaching() {}

    /**
     * The machine that a scheduler is loaded for.
     *
     * @param hotplugSequence the kernel's CPU hotplug count, read before the topology: the kernel refuses the scheduler
     *     if a CPU comes or goes in between
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
     * Loads and attaches a scheduler. The kernel's hotplug count changes before a CPU that goes offline disappears from
     * sysfs, so a topology that is read in between has one CPU too many. It is compared once more after the attachment.
     *
     * @param load loads the scheduler without attaching it
     * @param attach attaches the scheduler to the kernel
     * @param close detaches and closes the scheduler
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

    /** Reports a conflict if another scheduler was attached first. */
    private static <B> void attach(Preflight machine, B bpf, Consumer<B> attach) {
        try {
            attach.accept(bpf);
        } catch (SchedulerFailedException failed) {
            machine.requireNoOtherScheduler();
            throw failed;
        }
    }
}
