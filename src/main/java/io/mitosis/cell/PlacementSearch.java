// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cell;

/**
 * The third step of a placement: CPUs and cores change hands as long as that makes the placement better. The number of
 * tries is bounded, and so is the time.
 */
final class PlacementSearch {
    private static final int BUDGET = 20_000;

    private final PlacementProblem problem;
    private final PlacementMap map;
    private final PlacementState state;
    /** The CPUs of each share, and where among them each CPU is. */
    private final int[] members;

    private final int[] memberStart;
    private final int[] memberPlace;
    private final int[] journal = new int[2 * BUDGET];
    private int made;
    private int budget = BUDGET;

    PlacementSearch(PlacementState state) {
        this.state = state;
        this.problem = state.problem;
        this.map = problem.map;
        int shares = problem.shares.shares();
        this.members = new int[map.cpus()];
        this.memberPlace = new int[map.cpus()];
        this.memberStart = new int[shares + 1];
        for (int share = 0; share < shares; share++) {
            memberStart[share + 1] = memberStart[share] + problem.shares.count[share];
        }
        int[] next = memberStart.clone();
        for (int cpu = 0; cpu < map.cpus(); cpu++) {
            memberPlace[cpu] = next[state.holder[cpu]]++;
            members[memberPlace[cpu]] = cpu;
        }
    }

    void improve() {
        descend();
        if (map.cpus() > 64) return;
        boolean better = true;
        while (better && budget > 0) {
            better = false;
            for (int one = 0; one < map.cpus() && budget > 0; one++) {
                for (int other = one + 1; other < map.cpus() && budget > 0; other++) {
                    better |= nudge(one, other, false);
                    better |= nudge(map.core[one], map.core[other], true);
                }
            }
        }
    }

    private boolean nudge(int one, int other, boolean cores) {
        int start = made;
        if (cores ? !maySwapCores(one, other) : !state.maySwap(one, other)) {
            return false;
        }
        long delta = cores ? swapCores(one, other) : swap(one, other);
        delta += descend();
        if (delta < 0) {
            return true;
        }
        rollback(start);
        return false;
    }

    private long descend() {
        long total = 0;
        long step;
        do {
            step = mendCores() + leaveLlcs();
            total += step;
        } while (step < 0);
        return total;
    }

    private long mendCores() {
        long total = 0;
        for (int core = 0; core < map.cores; core++) {
            if (state.isSplit(core)) {
                total += mend(core);
            }
        }
        return total;
    }

    private long mend(int core) {
        for (int i = map.coreStart[core]; i < map.coreStart[core + 1]; i++) {
            int one = map.byCore[i];
            for (int j = map.coreStart[core]; j < map.coreStart[core + 1]; j++) {
                int cell = state.cell(map.byCore[j]);
                if (cell != state.cell(one)) {
                    int share = problem.shares.of(cell, map.pool[one]);
                    if (share >= 0) {
                        for (int k = memberStart[share]; k < memberStart[share + 1]; k++) {
                            int other = members[k];
                            if (state.maySwap(one, other) && map.core[other] != core && budget > 0) {
                                int start = made;
                                long delta = swap(one, other);
                                if (delta < 0) {
                                    return delta;
                                }
                                rollback(start);
                            }
                        }
                    }
                }
            }
        }
        return 0;
    }

    private long leaveLlcs() {
        long total = 0;
        for (int cell = 0; cell < problem.shares.cells(); cell++) {
            for (int llc = 0; llc < map.llcs; llc++) {
                int held = state.onLlc(cell, llc);
                if (held > 0 && held <= 8 && budget > 0) {
                    total += leave(cell, llc);
                }
            }
        }
        return total;
    }

    private long leave(int cell, int llc) {
        int start = made;
        long total = 0;
        while (state.onLlc(cell, llc) > 0 && budget > 0) {
            int one = memberOn(cell, llc);
            long step = bestAway(cell, one);
            if (step == Long.MAX_VALUE) {
                rollback(start);
                return 0;
            }
            total += step;
        }
        if (total < 0) {
            return total;
        }
        rollback(start);
        return 0;
    }

    private int memberOn(int cell, int llc) {
        for (int j = problem.shares.cellStart[cell]; j < problem.shares.cellStart[cell + 1]; j++) {
            int share = problem.shares.byCell[j];
            for (int i = memberStart[share]; i < memberStart[share + 1]; i++) {
                if (map.llc[members[i]] == llc) {
                    return members[i];
                }
            }
        }
        throw new IllegalStateException("cell without a CPU there");
    }

    private long bestAway(int cell, int one) {
        int pool = map.pool[one];
        long best = Long.MAX_VALUE;
        int with = -1;
        boolean cores = false;
        for (int segment = map.poolSegment[pool]; segment < map.poolSegment[pool + 1]; segment++) {
            int llc = map.llc[map.order[map.segmentStart[segment]]];
            if (llc != map.llc[one] && state.onLlc(cell, llc) > 0) {
                for (int i = map.segmentStart[segment]; i < map.segmentStart[segment + 1]; i++) {
                    int other = map.order[i];
                    int start = made;
                    if (state.cell(other) != cell && budget > 0 && state.maySwap(one, other)) {
                        long delta = swap(one, other);
                        if (delta < best) {
                            best = delta;
                            with = other;
                            cores = false;
                        }
                        rollback(start);
                    }
                    if (!state.isOnCore(cell, map.core[other])
                            && budget > 0
                            && maySwapCores(map.core[one], map.core[other])) {
                        long delta = swapCores(map.core[one], map.core[other]);
                        if (delta < best) {
                            best = delta;
                            with = other;
                            cores = true;
                        }
                        rollback(start);
                    }
                }
            }
        }
        if (with < 0) {
            return best;
        }
        return cores ? swapCores(map.core[one], map.core[with]) : swap(one, with);
    }

    private boolean maySwapCores(int one, int other) {
        int size = map.coreStart[one + 1] - map.coreStart[one];
        if (one == other || size < 2 || map.coreStart[other + 1] - map.coreStart[other] != size) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            int a = map.byCore[map.coreStart[one] + i];
            int b = map.byCore[map.coreStart[other] + i];
            if (state.holder[a] != state.holder[b] && !state.maySwap(a, b)) {
                return false;
            }
        }
        return true;
    }

    private long swapCores(int one, int other) {
        long delta = 0;
        for (int i = 0; i < map.coreStart[one + 1] - map.coreStart[one]; i++) {
            int a = map.byCore[map.coreStart[one] + i];
            int b = map.byCore[map.coreStart[other] + i];
            if (state.holder[a] != state.holder[b]) {
                delta += swap(a, b);
            }
        }
        return delta;
    }

    private long swap(int one, int other) {
        budget--;
        if (journal.length <= 2 * made) throw new IllegalStateException();
        journal[2 * made] = one;
        journal[2 * made + 1] = other;
        made++;
        return exchange(one, other);
    }

    private long exchange(int one, int other) {
        int place = memberPlace[one];
        memberPlace[one] = memberPlace[other];
        memberPlace[other] = place;
        members[memberPlace[one]] = one;
        members[memberPlace[other]] = other;
        return state.swap(one, other);
    }

    private void rollback(int start) {
        while (made > start) {
            made--;
            exchange(journal[2 * made], journal[2 * made + 1]);
        }
    }
}
