// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.topology.CpuMask;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CpusetsTest {
    private static final CpuMask USABLE = CpuMask.range(0, 3);

    @Property
    void aWishThatIsGrantedInPartIsThatPart(@ForAll("masks") CpuMask wish, @ForAll("masks") CpuMask effective) {
        CpuMask cpuset = Cpusets.of(wish, effective, USABLE, USABLE);
        if (wish.intersects(effective)) {
            assertThat(cpuset).isEqualTo(wish.and(effective));
        } else if (wish.isEmpty()) {
            assertThat(cpuset).isEqualTo(effective.containsAll(USABLE) ? null : effective);
        }
    }

    @Property
    void aWishForUsableCpusNeverEndsWithoutAny(@ForAll("masks") CpuMask wish, @ForAll("usable") CpuMask effective) {
        CpuMask cpuset = Cpusets.of(wish, effective, USABLE, USABLE);
        if (wish.intersects(USABLE)) {
            assertThat(cpuset).isNotNull().matches(cpus -> cpus.intersects(USABLE));
        } else if (!wish.isEmpty()) {
            assertThat(cpuset).isEqualTo(wish);
        }
    }

    @Property
    void tasksAreNeverGivenCpusThatTheKernelDeniesThem(
            @ForAll("masks") CpuMask wish, @ForAll("usable") CpuMask effective) {
        CpuMask cpuset = Cpusets.of(wish, effective, USABLE, USABLE);
        if (cpuset != null && !effective.isEmpty()) {
            assertThat(cpuset.and(USABLE)).matches(effective::containsAll);
        }
    }

    @Test
    void withoutFilesThereIsNoCpuset() {
        assertThat(Cpusets.of(null, null, USABLE, USABLE)).isNull();
        assertThat(Cpusets.of(CpuMask.none(), null, USABLE, USABLE)).isNull();
        assertThat(Cpusets.of(CpuMask.of(1), null, USABLE, USABLE)).isEqualTo(CpuMask.of(1));
        assertThat(Cpusets.of(null, USABLE, USABLE, USABLE)).isNull();
        assertThat(Cpusets.of(null, CpuMask.of(1), USABLE, USABLE)).isEqualTo(CpuMask.of(1));
    }

    /** The root has 0-1 left. */
    @Test
    void whatPartitionsElsewhereTakeFromAllNarrowsNobody() {
        CpuMask left = CpuMask.range(0, 1);
        assertThat(Cpusets.of(null, left, USABLE, left)).isNull();
        assertThat(Cpusets.of(CpuMask.range(2, 3), left, USABLE, left))
                .as("passed over")
                .isNull();
        assertThat(Cpusets.of(CpuMask.range(1, 2), left, USABLE, left)).isEqualTo(CpuMask.of(1));
        assertThat(Cpusets.of(null, CpuMask.of(0), USABLE, left)).isEqualTo(CpuMask.of(0));
    }

    @Test
    void whatChildPartitionsTookIsStillTheOwners() {
        assertThat(Cpusets.of(CpuMask.range(0, 1), CpuMask.none(), USABLE, USABLE))
                .isEqualTo(CpuMask.range(0, 1));
        assertThat(Cpusets.of(null, CpuMask.none(), USABLE, USABLE)).isEqualTo(CpuMask.none());
    }

    @Provide
    Arbitrary<CpuMask> masks() {
        return Arbitraries.integers().between(0, 6).set().map(CpusetsTest::mask);
    }

    @Provide
    Arbitrary<CpuMask> usable() {
        return Arbitraries.integers().between(0, 3).set().map(CpusetsTest::mask);
    }

    private static CpuMask mask(Iterable<Integer> cpus) {
        CpuMask mask = CpuMask.none();
        for (int cpu : cpus) {
            mask = mask.or(CpuMask.of(cpu));
        }
        return mask;
    }
}
