// SPDX-License-Identifier: Apache-2.0
package io.mitosis.scx;

import io.mitosis.exit.SchedulerConflictException;
import io.mitosis.exit.UnsupportedMachineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Checks based on {@code /proc} and {@code /sys}, before anything is loaded: whether this process may load a scheduler,
 * whether the kernel would attach it, and whether another one runs.
 *
 * <p>Sources: capabilities(7); Documentation/scheduler/sched-ext.rst.
 */
public final class Preflight {
    private static final int CAP_SYS_ADMIN = 21;
    private static final int CAP_PERFMON = 38;
    private static final int CAP_BPF = 39;
    /** The link target of the initial PID namespace: {@code PROC_PID_INIT_INO} of the kernel. */
    private static final String HOST_PID_NAMESPACE = "pid:[4026531836]";

    private static final String STATE = "sys/kernel/sched_ext/state";
    private static final Duration DISABLING_LIMIT = Duration.ofSeconds(10);
    private static final Duration DISABLING_POLL = Duration.ofMillis(20);
    private static final String EFFECTIVE_CAPABILITIES = "CapEff:";

    private final Path root;

    /**
     * Creates the checks for a machine whose {@code proc} and {@code sys} are below a directory.
     *
     * @param root {@code /}, or the directory of a fixture
     */
    public Preflight(Path root) {
        this.root = root;
    }

    /**
     * Checks that this process may load BPF programs.
     *
     * @throws UnsupportedMachineException if the process lacks a capability
     */
    public void requirePrivileges() {
        long held = effectiveCapabilities();
        if (!has(held, CAP_SYS_ADMIN) && !(has(held, CAP_BPF) && has(held, CAP_PERFMON))) {
            throw new UnsupportedMachineException(
                    "no permission to load a scheduler: run as root, or with CAP_BPF and CAP_PERFMON");
        }
    }

    /**
     * Checks that the kernel was booted without isolated CPUs, with which it attaches no scheduler. The kernel itself
     * reports this only in its log.
     *
     * @throws UnsupportedMachineException if CPUs are isolated from the scheduler's domains
     */
    public void requireNoIsolatedCpus() {
        for (String argument : read("proc/cmdline").split("\\s+", -1)) {
            if (argument.startsWith("isolcpus=") && isolatesDomain(argument)) {
                throw new UnsupportedMachineException(
                        "the kernel was booted with " + argument + ": sched_ext does not work with isolated CPUs");
            }
        }
    }

    /**
     * Checks that no other sched_ext scheduler is attached, and waits for one that is being disabled.
     *
     * @throws SchedulerConflictException if one is attached
     */
    public void requireNoOtherScheduler() {
        awaitEndOfDisabling();
        String state = read(STATE);
        // A kernel without sched_ext has no such file.
        if (!state.isEmpty() && !state.equals("disabled")) {
            String name = read("sys/kernel/sched_ext/root/ops");
            throw new SchedulerConflictException(
                    "another sched_ext scheduler is already running: " + (name.isEmpty() ? "(unknown)" : name));
        }
    }

    /** Returns whether this process is in the PID namespace that BPF sees; true as well if that cannot be read. */
    public boolean isInHostPidNamespace() {
        try {
            Path namespace = Files.readSymbolicLink(root.resolve("proc/self/ns/pid"));
            return namespace.toString().equals(HOST_PID_NAMESPACE);
        } catch (IOException e) {
            return true;
        }
    }

    /** Waits until a scheduler that was just killed is disabled. The kernel offers no event, hence the polling. */
    private void awaitEndOfDisabling() {
        long deadline = System.nanoTime() + DISABLING_LIMIT.toNanos();
        while (read(STATE).equals("disabling") && System.nanoTime() < deadline) {
            LockSupport.parkNanos(DISABLING_POLL.toNanos());
        }
    }

    /** Returns the kernel's CPU hotplug count. The kernel refuses a scheduler that was prepared for another count. */
    public long hotplugSequence() {
        String sequence = read("sys/kernel/sched_ext/hotplug_seq");
        return sequence.isEmpty() ? 0 : Long.parseLong(sequence);
    }

    /** Returns whether scheduling domains are isolated. Flags come before the CPUs; without any, domains are meant. */
    private static boolean isolatesDomain(String argument) {
        String first = argument.substring("isolcpus=".length()).split(",", 2)[0];
        boolean flagged = !first.isEmpty() && Character.isLetter(first.charAt(0));
        return !flagged || argument.contains("domain");
    }

    private long effectiveCapabilities() {
        for (String line : read("proc/self/status").split("\n", -1)) {
            if (line.startsWith(EFFECTIVE_CAPABILITIES)) {
                return Long.parseUnsignedLong(
                        line.substring(EFFECTIVE_CAPABILITIES.length()).strip(), 16);
            }
        }
        return 0;
    }

    private static boolean has(long capabilities, int capability) {
        return (capabilities >>> capability & 1) != 0;
    }

    /** Reads a file, or returns an empty text if it does not exist: older kernels lack some of them. */
    private String read(String path) {
        Path file = root.resolve(path);
        if (!Files.exists(file)) {
            return "";
        }
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
