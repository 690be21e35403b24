// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.model;

import io.mitosis.topology.CpuMask;
import io.mitosis.topology.Topology;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes the cpusets of one machine's cells: all of a kind, or of all kinds. */
public final class Cpusets {
    private final Random random;
    private final int[] online;
    private final CpuMask offline;
    private final Kind kind;
    private final int width;
    private int made;

    private enum Kind {
        NONE,
        MIXED,
        SCATTERED,
        NESTED,
        RING,
        IDENTICAL,
        SINGLE,
        OFFLINE,
        EVERYTHING,
        BLOCKS
    }

    public Cpusets(Random random, Topology topology) {
        this.random = random;
        online = topology.usable().stream().toArray();
        offline = CpuMask.range(0, topology.possibleCpus() + 1).andNot(topology.usable());
        kind = kind(Kind.values().length);
        width = 1 + random.nextInt(1 + online.length / 2);
    }

    /** Returns the next cell's cpuset. */
    @Nullable
    public CpuMask next() {
        int number = made++;
        Kind now = kind == Kind.MIXED ? kind(Kind.values().length) : kind;
        int any = random.nextInt(8);
        if (any == 0) {
            now = Kind.NONE;
        } else if (any == 1) {
            now = kind(Kind.values().length);
        }
        return switch (now) {
            case NONE, MIXED -> null;
            case SCATTERED -> scattered();
            case NESTED -> online(0, Math.max(1, online.length - number * (1 + width / 4)));
            case RING -> online(number * Math.max(1, width - 1), width);
            case IDENTICAL -> online(1, width);
            case SINGLE -> online(random.nextInt(online.length), 1);
            case OFFLINE -> random.nextBoolean() ? offline : offline.or(online(random.nextInt(online.length), 1));
            case EVERYTHING -> online(0, online.length);
            case BLOCKS -> online(number * width, width);
        };
    }

    private Kind kind(int kinds) {
        return Kind.values()[random.nextInt(kinds)];
    }

    private CpuMask scattered() {
        double density = random.nextDouble();
        return CpuMask.of(IntStream.of(online)
                .filter(cpu -> random.nextDouble() < density)
                .toArray());
    }

    /** Returns so many online CPUs from one on, going on with the first after the last. */
    private CpuMask online(int from, int count) {
        return CpuMask.of(IntStream.range(from, from + Math.min(count, online.length))
                .map(i -> online[i % online.length])
                .toArray());
    }
}
