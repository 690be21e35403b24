// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs each problem of the cgroup tree once, and again only if it was absent from a scan in between. */
final class ProblemLog {
    private static final Logger log = LoggerFactory.getLogger(ProblemLog.class);

    private Set<String> reported = Set.of();

    /** Takes all problems of a scan. */
    void report(List<String> problems) {
        for (String problem : problems) {
            if (!reported.contains(problem)) {
                log.warn("{}", problem);
            }
        }
        reported = Set.copyOf(problems);
    }
}
