// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.share;

import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CellRequest;
import io.mitosis.cells.model.CellSet;
import io.mitosis.topology.CpuMask;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One try to give each of some cells CPUs of its own. */
final class ShareAttempt {
    private final List<Candidate> oldestFirst;
    private final int rootMinCpus;
    private final Claims claims;
    private final int[] targets;

    /**
     * Prepares a try.
     *
     * @param usable the usable CPUs in ascending order
     * @param oldestFirst the cells, the root cell first; no more than CPUs
     * @param rootMinCpus how many CPUs are set aside for the root cell
     */
    ShareAttempt(int[] usable, List<Candidate> oldestFirst, int rootMinCpus) {
        this.oldestFirst = oldestFirst;
        this.rootMinCpus = rootMinCpus;
        List<Candidate> byId = new ArrayList<>(oldestFirst);
        byId.sort(Comparator.comparing(Candidate::id));
        claims = Claims.of(usable, byId);
        targets = Targets.of(usable.length, byId);
    }

    /** Tries. */
    ShareOutcome attempt() {
        List<ShareOutcome.Refusal> withoutRoom = unboundWithoutRoom();
        if (!withoutRoom.isEmpty()) {
            return new ShareOutcome.Refused(withoutRoom);
        }
        boolean allClaimed = claims.unclaimed().count() == 0;
        RootReserve holdout = RootReserve.of(claims, allClaimed ? Math.max(1, rootMinCpus) : rootMinCpus);
        if (allClaimed && !holdout.fromCpusets()) {
            return attemptWithContested(holdout);
        }
        ShareAllocation sharing = ShareAllocation.of(claims, targets, holdout);
        return sharing.starving().isEmpty() ? settled(sharing, holdout) : refused(sharing.starving());
    }

    /** Finds the cells without a cpuset for which no unclaimed CPU is left once the root cell has got its own. */
    private List<ShareOutcome.Refusal> unboundWithoutRoom() {
        int unclaimed = claims.unclaimed().count();
        int room = unclaimed - Math.min(unclaimed, Math.max(1, rootMinCpus));
        List<ShareOutcome.Refusal> refusals = new ArrayList<>();
        for (Candidate cell : oldestFirst) {
            if (cell.claim() == null && cell.age() > 0 && --room < 0) {
                refusals.add(
                        new ShareOutcome.Refusal(cell, "the cpusets of other cells and the root cell leave it no CPU"));
            }
        }
        return refusals;
    }

    /**
     * Gives the root cell the lowest CPU with several claimants that leaves each cell one; but first those have to give
     * way that could not live without a root cell either.
     *
     * <p>If there are none such a CPU is found: there are more CPUs than other cells. Those with an exclusive CPU need
     * no other, and have no second one. So some CPU with several claimants can be spared.
     */
    private ShareOutcome attemptWithContested(RootReserve nothing) {
        List<Candidate> hopeless = starvingWithoutRoot(nothing);
        if (!hopeless.isEmpty()) {
            return refused(hopeless);
        }
        List<ClaimGroup> contested = new ArrayList<>(claims.claimed());
        contested.removeIf(group -> group.claimants().size() == 1 || !group.isOfRoot());
        contested.sort(Comparator.comparingInt(ClaimGroup::lowest));
        for (ClaimGroup group : contested) {
            RootReserve holdout = nothing.plusOneOf(claims.claimed().indexOf(group));
            ShareAllocation sharing = ShareAllocation.of(claims, targets, holdout);
            if (sharing.starving().isEmpty()) {
                return settled(sharing, holdout);
            }
        }
        Candidate newest = newestInTheWay();
        return new ShareOutcome.Refused(List.of(
                new ShareOutcome.Refusal(newest, neededByRoot(newest.request().cpuset()))));
    }

    /** Returns the newest cell that has claimed a CPU of which the root cell may have some. */
    private Candidate newestInTheWay() {
        Candidate newest = oldestFirst.getFirst();
        for (ClaimGroup group : claims.claimed()) {
            CellSet claimants = group.claimants();
            for (int i = claimants.next(0); group.isOfRoot() && i >= 0; i = claimants.next(i + 1)) {
                Candidate claimant = claims.cells().get(i);
                newest = claimant.age() > newest.age() ? claimant : newest;
            }
        }
        return newest;
    }

    /** Why a cell is parked whose CPUs the root cell cannot do without. */
    static String neededByRoot(@Nullable CpuMask cpuset) {
        return "the root cell needs a CPU of its cpuset " + cpuset;
    }

    private List<Candidate> starvingWithoutRoot(RootReserve nothing) {
        List<Candidate> starving = ShareAllocation.of(claims, targets, nothing).starving();
        starving.remove(oldestFirst.getFirst());
        return starving;
    }

    private static ShareOutcome refused(List<Candidate> starving) {
        List<ShareOutcome.Refusal> refusals = new ArrayList<>();
        for (Candidate cell : starving) {
            String reason = "all CPUs of its cpuset " + cell.request().cpuset() + " are needed by other cells";
            refusals.add(new ShareOutcome.Refusal(cell, reason));
        }
        return new ShareOutcome.Refused(refusals);
    }

    private ShareOutcome settled(ShareAllocation sharing, RootReserve holdout) {
        List<CellRequest> live = new ArrayList<>();
        Map<CellId, Integer> targetsById = new HashMap<>();
        for (Candidate cell : claims.cells()) {
            targetsById.put(cell.id(), targets[live.size()]);
            live.add(cell.request());
        }
        return new ShareOutcome.Settled(live, targetsById, sharing.pools(), holdout.fromCpusets());
    }
}
