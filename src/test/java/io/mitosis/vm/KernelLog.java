// SPDX-License-Identifier: Apache-2.0
package io.mitosis.vm;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The guest's kernel log, and what in it means that something went wrong. */
public final class KernelLog {
    private static final Pattern COMPLAINT = Pattern.compile("BUG:|WARNING:|Oops|general protection fault"
            + "|rcu: .*stall|blocked for more than"
            + "|sched_ext: .* disabled \\((runtime error|scx_bpf_error|runnable task stall)");

    private final VirtualMachine vm;
    private final List<Pattern> expected = new ArrayList<>();
    private int checkedLines;

    KernelLog(VirtualMachine vm) {
        this.vm = vm;
    }

    /** All lines since the boot. */
    public List<String> lines() {
        return vm.run("dmesg").text().lines().toList();
    }

    /** The test provokes complaints in which this pattern is found: until its end they are no failure. */
    public void expect(String pattern) {
        expected.add(Pattern.compile(pattern));
    }

    /** Complaints since the last call that the test did not expect. */
    List<String> takeComplaints() {
        List<String> lines = lines();
        List<String> complaints = lines.stream()
                .skip(checkedLines)
                .filter(line -> COMPLAINT.matcher(line).find())
                .filter(line -> expected.stream()
                        .noneMatch(pattern -> pattern.matcher(line).find()))
                .toList();
        checkedLines = lines.size();
        expected.clear();
        return complaints;
    }
}
