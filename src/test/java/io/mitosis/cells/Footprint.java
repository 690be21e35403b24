// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.vm.VirtualMachine;

/**
 * The resources that the daemon holds: files, threads, memory.
 *
 * @param files open file descriptors
 * @param watches watches of its inotify instances, all together
 * @param threads its threads
 * @param residentKilobytes memory, in 1024 bytes
 */
record Footprint(int files, int watches, int threads, long residentKilobytes) {
    static Footprint of(VirtualMachine vm, Daemon daemon) {
        String process = "/proc/" + daemon.process().pid();
        String files = vm.run("ls", process + "/fd").text();
        String watches = vm.shell("cat " + process + "/fdinfo/* | grep -c '^inotify ' || true")
                .text();
        String status = vm.read(process + "/status");
        return new Footprint(
                (int) files.lines().count(),
                Integer.parseInt(watches),
                (int) number(status, "Threads:"),
                number(status, "VmRSS:"));
    }

    private static long number(String status, String field) {
        return status.lines()
                .filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }
}
