// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.GuestProcess;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Notifications to a service manager: ready, watchdog, reloading, stopping. */
@Vm(cpus = 2)
class ServiceVmIT {
    private static final String READY = "^READY=1 STATUS=";

    private final VirtualMachine vm;
    private final Cgroup parent;

    ServiceVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        parent = cgroups.parent();
    }

    @Test
    void isToldOfEachStateAtASocketWithAPath() {
        GuestProcess daemon = start("/tmp/notify", "4000000");
        assertThat(daemon.waitForLine(READY, Daemon.LIMIT)).isEqualTo("READY=1 STATUS=1 cell on 2 CPUs");
        assertThat(daemon.err())
                .as("ready after the first configuration")
                .contains("Applied initial cell configuration: [0: 0-1]");

        parent.child("web");
        daemon.waitForLine("^STATUS=2 cells on 2 CPUs$", Daemon.LIMIT);
        daemon.waitForLines("^WATCHDOG=1$", 2, Daemon.LIMIT);

        daemon.signal(GuestProcess.SIGHUP);
        daemon.waitForLine("^RELOADING=1 MONOTONIC_USEC=[0-9]+$", Daemon.LIMIT);
        daemon.waitForLines(READY, 2, Daemon.LIMIT);

        daemon.terminate();
        assertThat(daemon.waitForExit(Daemon.LIMIT).exit()).isZero();
        List<String> states = daemon.linesMatching("^(READY|RELOADING|STOPPING)").stream()
                .map(line -> line.substring(0, line.indexOf('=')))
                .toList();
        assertThat(states).containsExactly("READY", "RELOADING", "READY", "STOPPING");
    }

    @Test
    void isToldAtAnAbstractSocketWithoutSignsOfLifeIfItWantsNone() {
        GuestProcess daemon = start("@notify", "");
        daemon.waitForLine(READY, Daemon.LIMIT);
        parent.child("web");
        daemon.waitForLine("^STATUS=2 cells on 2 CPUs$", Daemon.LIMIT);
        assertThat(daemon.linesMatching("WATCHDOG")).isEmpty();
        daemon.terminate();
        assertThat(daemon.waitForExit(Daemon.LIMIT).exit()).isZero();
    }

    @Test
    void aSocketThatNobodyHasIsNoReasonToEnd() {
        GuestProcess daemon =
                vm.start("env", "NOTIFY_SOCKET=/tmp/nobody", "mitosis", "--cell-parent-cgroup", parent.path());
        daemon.waitForLine("WARN  Cannot tell the service manager anything: sendto", Daemon.LIMIT);
        parent.child("web");
        daemon.waitForLine("Cell config updated", Daemon.LIMIT);
        daemon.terminate();
        assertThat(daemon.waitForExit(Daemon.LIMIT).exit()).isZero();
        assertThat(daemon.linesMatching("Cannot tell")).hasSize(1);
    }

    private GuestProcess start(String socket, String watchdogMicros) {
        return vm.start(
                "env",
                "WATCHDOG_USEC=" + watchdogMicros,
                "notified",
                socket,
                "mitosis",
                "--cell-parent-cgroup",
                parent.path());
    }
}
