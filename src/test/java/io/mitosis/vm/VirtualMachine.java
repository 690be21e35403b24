// SPDX-License-Identifier: Apache-2.0
package io.mitosis.vm;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A running guest. Commands run side by side; each is told apart by its {@link GuestProcess}. The files of the guest
 * are read and written by the agent itself, a real-time task: that works however badly the scheduler under test
 * behaves.
 */
public final class VirtualMachine implements AutoCloseable {
    /** For commands that only look or set something. */
    public static final Duration COMMAND_LIMIT = Duration.ofSeconds(60);

    private final VmHost host;
    private final AgentConnection agent;
    private final List<GuestProcess> processes = new ArrayList<>();
    private final KernelLog kernelLog = new KernelLog(this);

    private VirtualMachine(VmHost host, AgentConnection agent) {
        this.host = host;
        this.agent = agent;
    }

    /** Boots a VM; fails with the end of its console if it does not come up. */
    public static VirtualMachine boot(VmOptions options) throws IOException {
        VmHost host = VmHost.launch(options);
        try {
            return new VirtualMachine(host, host.connect());
        } catch (IOException | RuntimeException | Error failure) {
            host.close();
            throw failure;
        }
    }

    /** Runs a command to its end within {@link #COMMAND_LIMIT}. A command that does not exist exits with 127. */
    public Result run(String... command) {
        return run(COMMAND_LIMIT, command);
    }

    /** Runs a command to its end; after the limit it is killed and the test fails. */
    public Result run(Duration limit, String... command) {
        try (GuestProcess process = new GuestProcess(agent, command)) {
            return process.waitForExit(limit);
        }
    }

    /** Runs a line of shell; see {@link #run(String...)}. */
    public Result shell(String line) {
        return run("sh", "-c", line);
    }

    /** Starts a command and returns at once. It is killed after the test, or at the end of the class. */
    public GuestProcess start(String... command) {
        GuestProcess process = new GuestProcess(agent, command);
        synchronized (processes) {
            processes.add(process);
        }
        return process;
    }

    /** Sends a process of the guest a signal, for example {@code STOP}; fails if there is none of that id. */
    public void signal(String name, int pid) {
        run("kill", "-" + name, Integer.toString(pid)).text();
    }

    /** The content of a file of the guest; fails if it cannot be read. */
    public String read(String path) {
        return fileRequest("read " + path, Frame.READ, GuestProcess.Request.ofPath(path))
                .out();
    }

    /** Writes a file of the guest in one piece, as the files of /sys want it; fails if the kernel refuses. */
    public void write(String path, String content) {
        fileRequest("write " + path, Frame.WRITE, GuestProcess.Request.ofWrite(path, content));
    }

    private Result fileRequest(String description, int type, byte[] payload) {
        Result result = new GuestProcess(agent, description, type, payload).waitForExit(COMMAND_LIMIT);
        if (result.exit() != 0) {
            throw new AssertionError("cannot " + description + ": " + result.err());
        }
        return result;
    }

    /** State of sched_ext: {@code enabled}, {@code disabled} or on the way. */
    public String schedulerState() {
        return read("/sys/kernel/sched_ext/state").strip();
    }

    /** Waits until sched_ext says so. */
    public void awaitSchedulerState(String state, Duration limit) {
        Await.await("sched_ext state " + state, limit, this::schedulerState, state::equals);
    }

    /** The kernel's messages since the boot. */
    public KernelLog kernelLog() {
        return kernelLog;
    }

    Console console() {
        return host.console();
    }

    /** What was started and not closed; the newest last. */
    List<GuestProcess> processes() {
        synchronized (processes) {
            processes.removeIf(process -> !process.isAlive());
            return List.copyOf(processes);
        }
    }

    @Override
    public void close() {
        agent.close();
        host.close();
    }
}
