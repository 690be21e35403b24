// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns of what is wrong in the cgroup tree once, and again only if it was gone in between. */
final class ProblemLog {
    private static final Logger log = LoggerFactory.getLogger(ProblemLog.class);

    private Set<String> told = Set.of();

    /** Takes all problems that there are now. */
    void tell(List<String> problems) {
        for (String problem : problems) {
            if (!told.contains(problem)) {
                log.warn("{}", problem);
            }
        }
        told = Set.copyOf(problems);
    }
}
