// SPDX-License-Identifier: Apache-2.0
package io.mitosis.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.ServiceLoader;
import net.jqwik.api.Example;
import net.jqwik.api.lifecycle.LifecycleHook;
import net.jqwik.api.lifecycle.TryExecutionResult;

/** The hook counts within a property that runs: these are examples of jqwik, each a property of one try. */
class TriesLimitTest {
    private final TriesLimit limit = new TriesLimit(3);

    @Example
    void endsThePropertyAtTheLimit() {
        assertThat(endsAfter(TryExecutionResult.satisfied())).isFalse();
        assertThat(endsAfter(TryExecutionResult.satisfied())).isFalse();
        assertThat(endsAfter(TryExecutionResult.satisfied())).isTrue();
        assertThat(endsAfter(TryExecutionResult.satisfied())).isTrue();
    }

    @Example
    void countsTriesWhoseInputWasRefused() {
        assertThat(endsAfter(TryExecutionResult.invalid())).isFalse();
        assertThat(endsAfter(TryExecutionResult.invalid())).isFalse();
        assertThat(endsAfter(TryExecutionResult.satisfied())).isTrue();
    }

    @Example
    void leavesATryThatFailsAtTheLimitAsItIs() {
        TryExecutionResult failed = TryExecutionResult.falsified(new AssertionError("at the limit"));

        assertThat(new TriesLimit(1).execute(parameters -> failed, List.of())).isSameAs(failed);
    }

    @Example
    void isFoundByJqwik() {
        assertThat(ServiceLoader.load(LifecycleHook.class)).hasAtLeastOneElementOfType(TriesLimit.class);
    }

    private boolean endsAfter(TryExecutionResult result) {
        return limit.execute(parameters -> result, List.of()).shouldPropertyFinishEarly();
    }
}
