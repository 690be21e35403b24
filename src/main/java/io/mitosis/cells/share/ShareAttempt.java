// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.share;

import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CellRequest;
import io.mitosis.topology.CpuMask;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An attempt to give each of some cells CPUs of its own. */
final class ShareAttempt {
    private final List<Candidate> oldestFirst;
    private final int rootMinCpus;
    private final Claims claims;
    private final int[] targets;

    /**
     * Prepares an attempt.
     *
     * @param usable the usable CPUs in ascending order
     * @param oldestFirst the cells, the root cell first; no more cells than CPUs
     * @param rootMinCpus the number of CPUs to set aside for the root cell
     */
    ShareAttempt(int[] usable, List<Candidate> oldestFirst, int rootMinCpus) {
        this.oldestFirst = oldestFirst;
        this.rootMinCpus = rootMinCpus;
        List<Candidate> byId = new ArrayList<>(oldestFirst);
        byId.sort(Comparator.comparing(Candidate::id));
        claims = Claims.of(usable, byId);
        targets = Targets.of(usable.length, byId);
    }

    /** Returns the outcome of the attempt. */
    ShareOutcome attempt() {
        List<ShareOutcome.Refusal> withoutRoom = unboundWithoutRoom();
        if (!withoutRoom.isEmpty()) {
            return new ShareOutcome.Refused(withoutRoom);
        }
        boolean allClaimed = claims.unclaimed().count() == 0;
        RootReserve reserve = RootReserve.of(claims, allClaimed ? Math.max(1, rootMinCpus) : rootMinCpus);
        if (allClaimed && !reserve.fromCpusets()) {
            return attemptWithContested(reserve);
        }
        ShareAllocation sharing = ShareAllocation.of(claims, targets, reserve);
        return sharing.unserved().isEmpty() ? settled(sharing, reserve) : refused(sharing.unserved());
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
     * Gives the root cell the lowest CPU with several claimants that leaves every other cell a CPU. Cells that could
     * not live without a root cell either are refused first.
     *
     * <p>Otherwise such a CPU exists: there are more CPUs than other cells, and a cell with an exclusive CPU needs no
     * other and has no second one, so some CPU with several claimants can be spared. Only if all these CPUs are inside
     * partitions is the newest claimant refused instead.
     */
    private ShareOutcome attemptWithContested(RootReserve noReserve) {
        List<Candidate> hopeless = unservedWithoutRoot(noReserve);
        if (!hopeless.isEmpty()) {
            return refused(hopeless);
        }
        List<ClaimGroup> contested = new ArrayList<>(claims.claimed());
        contested.removeIf(group -> group.claimants().size() == 1 || !group.isOfRoot());
        contested.sort(Comparator.comparingInt(ClaimGroup::lowest));
        for (ClaimGroup group : contested) {
            RootReserve reserve = noReserve.plusOneOf(claims.claimed().indexOf(group));
            ShareAllocation sharing = ShareAllocation.of(claims, targets, reserve);
            if (sharing.unserved().isEmpty()) {
                return settled(sharing, reserve);
            }
        }
        Candidate newest = newestInTheWay();
        return new ShareOutcome.Refused(List.of(
                new ShareOutcome.Refusal(newest, neededByRoot(newest.request().cpuset()))));
    }

    /** Returns the newest cell that claims a CPU which the root cell may use. */
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

    /** Returns the reason for parking a cell whose CPUs the root cell needs. */
    static String neededByRoot(@Nullable CpuMask cpuset) {
        return "the root cell needs a CPU of its cpuset " + cpuset;
    }

    private List<Candidate> unservedWithoutRoot(RootReserve noReserve) {
        List<Candidate> unserved =
                ShareAllocation.of(claims, targets, noReserve).unserved();
        unserved.remove(oldestFirst.getFirst());
        return unserved;
    }

    private static ShareOutcome refused(List<Candidate> unserved) {
        List<ShareOutcome.Refusal> refusals = new ArrayList<>();
        for (Candidate cell : unserved) {
            String reason = "all CPUs of its cpuset " + cell.request().cpuset() + " are needed by other cells";
            refusals.add(new ShareOutcome.Refusal(cell, reason));
        }
        return new ShareOutcome.Refused(refusals);
    }

    private ShareOutcome settled(ShareAllocation sharing, RootReserve reserve) {
        List<CellRequest> live = new ArrayList<>();
        Map<CellId, Integer> targetsById = new HashMap<>();
        for (Candidate cell : claims.cells()) {
            targetsById.put(cell.id(), targets[live.size()]);
            live.add(cell.request());
        }
        return new ShareOutcome.Settled(live, targetsById, sharing.pools(), reserve.fromCpusets());
    }
}
