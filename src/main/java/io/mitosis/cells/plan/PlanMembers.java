// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.plan;

import java.util.List;

/** The member names of a plan document: an interface that scripts rely on. */
final class PlanMembers {
    static final String CPUS = "cpus";
    static final String TOPOLOGY = "topology";
    static final String CELLS = "cells";
    static final String PREVIOUS = "previous";
    static final String PREVIOUS_ENFORCED_HOLDOUT = "previous_enforced_holdout";
    static final String CELL0_MIN_CPUS = "cell0_min_cpus";
    static final String PLACEMENT = "placement";
    static final String BORROW = "borrow";

    static final String ID = "id";
    static final String NAME = "name";
    static final String CPUSET = "cpuset";
    static final String WEIGHT = "weight";
    static final String MIN_CPUS = "min_cpus";
    static final String MAX_CPUS = "max_cpus";
    static final String LEND = "lend";
    static final String PARTITION = "partition";

    static final List<String> DOCUMENT =
            List.of(CPUS, TOPOLOGY, CELLS, PREVIOUS, PREVIOUS_ENFORCED_HOLDOUT, CELL0_MIN_CPUS, PLACEMENT, BORROW);
    static final List<String> CELL = List.of(ID, NAME, CPUSET, WEIGHT, MIN_CPUS, MAX_CPUS, BORROW, LEND, PARTITION);
    static final List<String> CPU = List.of("cpu", "core", "llc", "node");

    private PlanMembers() {}
}
