// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.cells.jfr.FlightEvents;
import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellLayout;
import io.mitosis.cells.model.CellOwner;
import io.mitosis.cells.model.ParkedOwner;
import io.mitosis.cells.model.Reconciliation;
import io.mitosis.cells.model.WrongAssignmentException;
import io.mitosis.cells.plan.PlanDocument;
import io.mitosis.cells.planner.CellPlan;
import io.mitosis.cells.rebalance.Rebalance;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log lines about cells. People search for their wording, which is part of the interface. */
final class CellLog {
    private static final Logger log = LoggerFactory.getLogger(CellLog.class);

    // A burst of more lines would hide the rest of the log.
    private static final int MAX_PARKED_LINES = 20;

    private Set<ParkedOwner> parked = Set.of();
    private String refused = "";

    /** Logs cells that were destroyed or created, and cgroups that should have a cell and have none. */
    void cells(CellPlan plan) {
        plan.change().destroyed().forEach(cell -> cell("Destroyed", cell));
        plan.change().created().forEach(cell -> cell("Created", cell));
        plan.change().destroyed().forEach(FlightEvents::destroyed);
        plan.change().created().forEach(FlightEvents::created);
        List<ParkedOwner> news = new ArrayList<>();
        for (ParkedOwner owner : plan.parked()) {
            if (!parked.contains(owner)) {
                news.add(owner);
            }
        }
        for (ParkedOwner owner : news.subList(0, Math.min(news.size(), MAX_PARKED_LINES))) {
            log.warn("Parked cgroup {}: {}", owner.owner().path(), owner.reason());
        }
        if (news.size() > MAX_PARKED_LINES) {
            log.warn("Parked {} more cgroups", news.size() - MAX_PARKED_LINES);
        }
        parked = Set.copyOf(plan.parked());
    }

    private static void cell(String event, Cell cell) {
        CellOwner owner = cell.owner();
        if (owner != null) {
            String cgid = Long.toUnsignedString(owner.cgid());
            log.info("{} cell {} for cgroup {} (cgid={})", event, cell.id(), owner.path(), cgid);
        }
    }

    void initial(CellLayout layout) {
        log.info("Applied initial cell configuration: {}", layout.describe());
    }

    void updated(Reconciliation change, CellLayout layout) {
        log.info(
                "Cell config updated ({} new, {} destroyed): {}",
                change.created().size(),
                change.destroyed().size(),
                layout.describe());
    }

    void cpusetsChanged(CellLayout layout) {
        log.info("Cpuset change detected, recomputed config: {}", layout.describe());
    }

    /** Logs CPUs that followed demand. */
    void rebalanced(Rebalance rebalance) {
        log.info(
                "Rebalanced CPUs (spread={}%, count={}): {}",
                String.format(Locale.ROOT, "%.1f", rebalance.spread()),
                rebalance.count(),
                rebalance.layout().describe());
        FlightEvents.rebalanced(rebalance);
    }

    /** Logs, once, a decision that breaks a rule, with everything that is needed to repeat it. */
    void refused(WrongAssignmentException wrong) {
        if (String.valueOf(wrong.getMessage()).equals(refused)) {
            return;
        }
        refused = String.valueOf(wrong.getMessage());
        log.error("Kept the cell configuration: the new one would be wrong, please report it: {}", wrong.getMessage());
        log.error(
                "mitosis plan makes the same of: {}",
                PlanDocument.of(wrong.input()).toJson());
        log.debug("Cause:", wrong);
    }
}
