// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellCpus;
import io.mitosis.cells.model.CellLayout;
import io.mitosis.event.EventLoop;
import io.mitosis.topology.CpuMask;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a layout may come into force, with a kernel that is a list of what was asked of it. */
@Timeout(60)
class ChangeGateTest {
    private static final CellLayout LAYOUT =
            new CellLayout(CpuMask.of(0), List.of(new CellCpus(Cell.ROOT, CpuMask.of(0))));

    private final List<String> kernel = new ArrayList<>();
    private boolean refuse;
    private final EventLoop loop = EventLoop.open();
    private final ChangeGate gate = new ChangeGate(
            layout -> call("apply"), () -> call("rescue"), GracePeriod.on(loop, () -> true, this::onPassed));

    @AfterEach
    void close() {
        gate.close();
        loop.close();
    }

    @Test
    void betweenTwoLayoutsAGracePeriodPassesAndOnePassIsRun() {
        assertThat(gate.isOpen()).isTrue();
        gate.apply(LAYOUT);
        assertThat(gate.isOpen()).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> gate.apply(LAYOUT));
        gate.finishApply();
        assertThat(kernel).containsExactly("apply");

        loop.run();
        assertThat(gate.isOpen()).isTrue();
        gate.finishApply();
        gate.apply(LAYOUT);
        assertThat(kernel).containsExactly("apply", "rescue", "apply");
    }

    @Test
    void whatWasRefusedNeedsNoGracePeriod() {
        refuse = true;
        assertThatThrownBy(() -> gate.apply(LAYOUT)).hasMessage("no");
        assertThat(gate.isOpen()).isTrue();
    }

    @Test
    void aPassThatFailsIsTriedAgainBeforeTheNextLayout() {
        gate.apply(LAYOUT);
        refuse = true;
        assertThatThrownBy(loop::run).hasMessage("no");
        assertThat(gate.isOpen()).isFalse();
        refuse = false;
        gate.finishApply();
        assertThat(gate.isOpen()).isTrue();
        assertThat(kernel).containsExactly("apply", "rescue");
    }

    /** However soon the kernel is through with it. */
    @Test
    void aChangeIsFollowedByARest() {
        long start = System.nanoTime();
        gate.apply(LAYOUT);
        gate.holdOff();
        loop.run();
        assertThat(gate.isOpen()).isFalse();

        loop.register(gate.file(), () -> {
            gate.holdOffEnded();
            loop.stop();
        });
        loop.run();

        assertThat(gate.isOpen()).isTrue();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(ChangeGate.HOLD_OFF.toNanos());
    }

    private void onPassed() {
        loop.stop();
        gate.gracePassed();
    }

    private void call(String what) {
        if (refuse) {
            throw new IllegalStateException("no");
        }
        kernel.add(what);
    }
}
