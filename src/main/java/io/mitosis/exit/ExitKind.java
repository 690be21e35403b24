// SPDX-License-Identifier: Apache-2.0
package io.mitosis.exit;

/**
 * Why the kernel ended the BPF scheduler: {@code enum scx_exit_kind}. A kernel may know kinds that are not named here.
 *
 * @param number the kernel's number, 0 or more
 */
public record ExitKind(int number) {
    /** The scheduler has not ended. */
    public static final ExitKind RUNNING = new ExitKind(0);

    /** The daemon detached the scheduler. */
    public static final ExitKind UNREGISTERED_BY_USER = new ExitKind(64);

    /** The BPF side requested the exit. */
    public static final ExitKind UNREGISTERED_BY_BPF = new ExitKind(65);

    /** The kernel requested the exit, for instance because of CPU hotplug. */
    public static final ExitKind UNREGISTERED_BY_KERNEL = new ExitKind(66);

    /** A user pressed SysRq-S. This and all later kinds are failures. */
    public static final ExitKind SYSRQ = new ExitKind(67);

    /** A runtime error in the kernel's sched_ext core. */
    public static final ExitKind ERROR = new ExitKind(1024);

    /** An error that the BPF side reported. */
    public static final ExitKind ERROR_BY_BPF = new ExitKind(1025);

    /** A runnable task was not run within the watchdog's time. */
    public static final ExitKind STALL = new ExitKind(1026);

    /** Refuses a negative number. */
    public ExitKind {
        if (number < 0) {
            throw new IllegalArgumentException("exit kind " + number);
        }
    }

    /** Returns whether the scheduler still runs. */
    public boolean isRunning() {
        return equals(RUNNING);
    }

    /** Returns whether the end was a failure, not a normal one. */
    public boolean isFailure() {
        return number >= SYSRQ.number;
    }
}
