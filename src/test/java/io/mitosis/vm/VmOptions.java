// SPDX-License-Identifier: Apache-2.0
package io.mitosis.vm;

import java.util.List;
import java.util.stream.Stream;

/** What to boot; see {@link Vm}. */
public record VmOptions(
        String name, int cpus, int cpuNumbers, String topology, String memory, boolean icount, String append) {
    public VmOptions {
        if (name.isBlank() || cpus < 1) {
            throw new IllegalArgumentException("a VM needs a name and CPUs: " + name + ", " + cpus);
        }
    }

    static VmOptions of(Vm annotation, String name) {
        return new VmOptions(
                name,
                annotation.cpus(),
                annotation.cpuNumbers(),
                annotation.topology(),
                annotation.memory(),
                annotation.icount(),
                annotation.append());
    }

    /** The options of {@code scripts/vm}. */
    List<String> arguments() {
        List<String> always = List.of(
                "--cpus", Integer.toString(cpus), "--memory", memory, "--topology", topology, "--append", append);
        List<String> numbers = cpuNumbers == 0 ? List.of() : List.of("--cpu-numbers", Integer.toString(cpuNumbers));
        List<String> clock = icount ? List.of("--icount") : List.of();
        return Stream.of(always, numbers, clock).flatMap(List::stream).toList();
    }
}
