// SPDX-License-Identifier: Apache-2.0
package io.mitosis.fuzz;

import java.util.List;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.Store;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;

/**
 * Ends a property early, after as many tries as the system property {@code mitosis.tries} says, if it is set:
 * {@code mvn test -Dfast}. The default of jqwik does not reach the properties that have a number of their own. Found by
 * jqwik through {@code META-INF/services}, for all properties.
 */
public final class TriesLimit implements AroundTryHook {
    private final int limit;

    /** Takes the limit from the system property; without it there is none. */
    public TriesLimit() {
        this(Integer.getInteger("mitosis.tries", Integer.MAX_VALUE));
    }

    TriesLimit(int limit) {
        this.limit = limit;
    }

    @Override
    public TryExecutionResult aroundTry(TryLifecycleContext context, TryExecutor tryExecutor, List<Object> parameters) {
        return execute(tryExecutor, parameters);
    }

    TryExecutionResult execute(TryExecutor tryExecutor, List<Object> parameters) {
        TryExecutionResult result = tryExecutor.execute(parameters);
        Store<Integer> tries = Store.getOrCreate(TriesLimit.class, Lifespan.PROPERTY, () -> 0);
        tries.update(count -> count + 1);
        return result.isSatisfied() && tries.get() >= limit ? TryExecutionResult.satisfied(true) : result;
    }

    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }
}
