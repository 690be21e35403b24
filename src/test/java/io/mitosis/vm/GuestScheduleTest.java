// SPDX-License-Identifier: Apache-2.0
package io.mitosis.vm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLocksProvider.Lock;

class GuestScheduleTest {
    @Vm(cpus = 2)
    private static final class Small {}

    @Vm(cpus = 8)
    private static final class Large {}

    @Vm(icount = true)
    private static final class Counting {}

    @Vm(cpus = 2, icount = true)
    private static final class SmallCounting {}

    @Test
    void guestsOfManyThreadsExcludeEachOther() {
        assertThat(lock(Small.class)).isEqualTo(lock(Large.class));
    }

    @Test
    void guestsThatCountExcludeEachOther() {
        assertThat(lock(Counting.class)).isEqualTo(lock(SmallCounting.class));
    }

    @Test
    void oneOfEitherKindRunBesideEachOther() {
        assertThat(lock(Small.class)).isNotEqualTo(lock(SmallCounting.class));
    }

    @Test
    void withoutAnOrderEachClassIsTheLastOfItsGuest() {
        assertThat(GuestSchedule.wasLast(Small.class.getAnnotation(Vm.class))).isTrue();
        assertThat(GuestSchedule.wasLast(Small.class.getAnnotation(Vm.class))).isTrue();
    }

    private static Lock lock(Class<?> test) {
        return new GuestSchedule().provideForClass(test).iterator().next();
    }
}
