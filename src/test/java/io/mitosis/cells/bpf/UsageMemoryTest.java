// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.mitosis.cells.usage.CellCounter;
import io.mitosis.cells.usage.CellCounters;
import io.mitosis.cells.usage.UsageDeltas;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class UsageMemoryTest {
    private static final int CPUS = 4;
    private static final List<Integer> CELLS = List.of(0, 3, 7, 8, 255);

    private final SyntheticUsage usage = new SyntheticUsage(CPUS);
    private final Heard heard = new Heard();

    /** Adds up what it is told. */
    private static final class Heard implements UsageDeltas {
        private final Map<Integer, Long> local = new HashMap<>();
        private final Map<List<Integer>, Long> nanos = new HashMap<>();
        private Map<Integer, CellCounters> last = new HashMap<>();

        /** Each try of a property begins anew; the counters go on. */
        private void forget() {
            local.clear();
            nanos.clear();
        }

        @Override
        public void ran(int cpu, int cell, long more) {
            nanos.merge(List.of(cpu, cell), more, Long::sum);
        }

        @Override
        public void counted(int cell, CellCounters more) {
            assertThat(last.put(cell, more)).as("told twice in a reading").isNull();
            local.merge(cell, more.get(CellCounter.LOCAL), Long::sum);
        }
    }

    private void read() {
        heard.last = new HashMap<>();
        usage.read(heard);
    }

    @Test
    void everyCounterIsSummedOverAllCpus() {
        Map<CellCounter, Long> expected = new HashMap<>();
        for (CellCounter counter : CellCounter.values()) {
            long each = 1L << counter.index();
            usage.add(0, 3, counter.field(), each);
            usage.add(3, 3, counter.field(), 2 * each);
            expected.put(counter, 3 * each);
        }
        usage.add(1, 3, "selected_local", 1000);
        usage.add(2, 3, "selected_borrowed", 2000);
        expected.merge(CellCounter.LOCAL, 1000L, Long::sum);
        expected.merge(CellCounter.BORROWED, 2000L, Long::sum);

        read();

        assertThat(heard.last).isEqualTo(Map.of(3, new CellCounters(expected)));
        assertThat(heard.nanos).isEmpty();
    }

    @Test
    void onlyWhatWasCountedSinceIsTold() {
        usage.add(2, 3, "running_ns", 100);
        read();
        read();
        assertThat(heard.last).isEmpty();
        usage.add(2, 3, "running_ns", 10);
        usage.add(0, 3, "running_ns", 1);
        read();
        assertThat(heard.nanos).isEqualTo(Map.of(List.of(2, 3), 110L, List.of(0, 3), 1L));
    }

    @Test
    void whatIsCountedJustAfterItsMarkWasTakenIsSeenTheNextTime() {
        usage.add(1, 3, "local", 1);
        read();
        usage.addUnmarked(1, 3, "local", 1);
        read();
        assertThat(heard.local).isEqualTo(Map.of(3, 2L));
    }

    @Test
    void aMarkIsTakenOnceItWasSeen() {
        usage.add(1, 3, "local", 1);
        usage.add(1, 4, "local", 1);
        read();
        assertThat(usage.isMarked(1, 3)).isFalse();
        assertThat(usage.isMarked(1, 4)).isFalse();
    }

    /** The heap is 32 MB, and everything may have been everywhere at one time or another. */
    @Test
    void whatIsRememberedOfTheLargestMachineIsNotOnTheHeap() {
        int cpus = 1024;
        int cells = 256;
        SyntheticUsage large = new SyntheticUsage(cpus);
        Sum sum = new Sum();
        large.read(sum);
        for (int cpu = 0; cpu < cpus; cpu++) {
            for (int cell = 0; cell < cells; cell++) {
                large.add(cpu, cell, "running_ns", 1);
            }
        }
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();
        large.read(sum);
        assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(1 << 20);
        assertThat(sum.nanos).isEqualTo((long) cpus * cells);
    }

    private static final class Sum implements UsageDeltas {
        private long nanos;

        @Override
        public void ran(int cpu, int cell, long more) {
            nanos += more;
        }

        @Override
        public void counted(int cell, CellCounters more) {}
    }

    @Property(tries = 200)
    void nothingIsMissedAndNothingToldTwice(@ForAll Random random) {
        heard.forget();
        Map<Integer, Long> local = new HashMap<>();
        Map<List<Integer>, Long> nanos = new HashMap<>();
        for (int step = 0; step < 30; step++) {
            int cpu = random.nextInt(CPUS);
            int cell = CELLS.get(random.nextInt(CELLS.size()));
            switch (random.nextInt(4)) {
                case 0 -> read();
                case 1 -> {
                    long more = 1 + random.nextLong(1L << 40);
                    usage.add(cpu, cell, "running_ns", more);
                    nanos.merge(List.of(cpu, cell), more, Long::sum);
                }
                default -> {
                    usage.add(cpu, cell, random.nextBoolean() ? "local" : "selected_local", step);
                    local.merge(cell, (long) step, Long::sum);
                }
            }
        }
        read();
        assertThat(heard.nanos).isEqualTo(nanos);
        local.values().removeIf(sum -> sum == 0);
        heard.local.values().removeIf(sum -> sum == 0);
        assertThat(heard.local).isEqualTo(local);
    }

    /** Cells share the words of marks: those who set them must not undo one another's, nor the reader theirs. */
    @Property(tries = 20)
    void programsThatCountMeanwhileLoseNothing(@ForAll Random random) throws InterruptedException {
        heard.forget();
        int rounds = 20_000 + random.nextInt(10_000);
        Thread[] programs = new Thread[2];
        for (int i = 0; i < programs.length; i++) {
            int cell = i;
            programs[i] = Thread.ofPlatform().start(() -> {
                for (int round = 0; round < rounds; round++) {
                    usage.add(0, cell, "local", 1);
                }
            });
        }
        while (programs[0].isAlive() || programs[1].isAlive()) {
            read();
        }
        for (Thread program : programs) {
            program.join();
        }
        read();
        read();
        assertThat(heard.local).isEqualTo(Map.of(0, (long) rounds, 1, (long) rounds));
    }
}
