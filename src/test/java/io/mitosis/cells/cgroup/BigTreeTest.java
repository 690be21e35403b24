// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.topology.CpuMask;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A hundred thousand cgroups, seen by a JVM whose heap is as small as what they may cost, and 4 MB for itself. */
class BigTreeTest {
    private static final int SLICES = 100;
    private static final int SCOPES = 1_000;
    private static final String HEAP = "-Xmx12m";
    private static final long PART = Duration.ofMillis(20).toNanos();

    @Test
    void takesLittleMemoryAndNoLongTurn() throws Exception {
        // In memory, and removed by a tool for that: a disk and JUnit take minutes.
        Path temp = Files.createTempDirectory(Path.of("/dev/shm"), "big-tree");
        try {
            assertLooksAreCheap(new CgroupTree(temp));
        } finally {
            new ProcessBuilder("rm", "-rf", temp.toString()).start().waitFor();
        }
    }

    private static void assertLooksAreCheap(CgroupTree tree) throws Exception {
        tree.write("", "cgroup.subtree_control", "cpuset");
        for (int slice = 0; slice < SLICES; slice++) {
            tree.write(name(slice), "cgroup.subtree_control", "cpuset").write(name(slice), "cpuset.cpus", "");
            for (int scope = 0; scope < SCOPES; scope++) {
                Files.createDirectory(tree.path(name(slice, scope)));
            }
        }
        tree.write(name(3, 7), "cpuset.cpus", "2-3").write(name(50, 999), "cpuset.cpus", "4-5");

        String[] told = look(tree.root()).split(" ");

        System.out.println(
                "owners, longest part in ms of CPU time, complaints with hooks and without: " + String.join(" ", told));
        assertThat(told).hasSize(4);
        assertThat(told[0]).as("owners").isEqualTo("2");
        assertThat(Long.parseLong(told[1])).as("longest part in ms").isLessThan(100);
        assertThat(told[2]).as("complaints where the kernel tells of writes").isEqualTo("0");
        assertThat(told[3]).as("complaints where all have to be watched").isEqualTo("1");
    }

    private static String name(int slice, int... scope) {
        return "slice-" + slice + (scope.length == 0 ? "" : "/a-scope-of-some-length-" + scope[0]);
    }

    private static String look(Path root) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xms4m",
                        "-Xmn1m",
                        HEAP,
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BigTreeTest.class.getName(),
                        root.toString())
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(out).isZero();
        return out.strip();
    }

    /** Watches and looks twice; prints what it found, in numbers. */
    public static void main(String[] arguments) {
        CpusetTree tree = new CpusetTree(Path.of(arguments[0]));
        int[] complaints = new int[2];
        try (CellWatch withHooks = CellWatch.open(tree, false, complaint -> complaints[0]++);
                CellWatch _ = CellWatch.open(tree, true, complaint -> complaints[1]++)) {
            long longest = 0;
            int owners = 0;
            // The first is the start.
            for (int i = 0; i < 2; i++) {
                longest = 0;
                try (TreeScan scan = tree.begin(CgroupTree.query(CpuMask.range(0, 7)), withHooks)) {
                    boolean over = false;
                    while (!over) {
                        long before = cpuTime();
                        over = scan.proceed(PART);
                        longest = Math.max(longest, cpuTime() - before);
                    }
                    owners = scan.facts().owners().size();
                }
            }
            System.out.println(
                    owners + " " + TimeUnit.NANOSECONDS.toMillis(longest) + " " + complaints[0] + " " + complaints[1]);
        }
    }

    private static long cpuTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
