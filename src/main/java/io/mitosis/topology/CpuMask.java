// SPDX-License-Identifier: Apache-2.0
package io.mitosis.topology;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * An immutable set of CPU numbers, written as the kernel writes it: {@code 0-7,16}.
 *
 * <p>Numbers are from 0 to {@link #MAX_CPU}; a larger one in a text is an error.
 */
public final class CpuMask {
    /** The largest CPU number that a mask can hold; the kernel's own limit is 8192 CPUs. */
    public static final int MAX_CPU = 8191;

    private static final CpuMask NONE = new CpuMask(new BitSet());

    private final BitSet bits;

    private CpuMask(BitSet bits) {
        this.bits = bits;
    }

    /** Returns the empty mask. */
    public static CpuMask none() {
        return NONE;
    }

    /**
     * Returns the mask of the given CPUs.
     *
     * @throws IllegalArgumentException if a number is outside 0..{@link #MAX_CPU}
     */
    public static CpuMask of(int... cpus) {
        BitSet bits = new BitSet();
        for (int cpu : cpus) {
            bits.set(checked(cpu));
        }
        return new CpuMask(bits);
    }

    /**
     * Returns the mask of the CPUs {@code from} to {@code toInclusive}.
     *
     * @throws IllegalArgumentException if a bound is outside 0..{@link #MAX_CPU} or the range runs backwards
     */
    public static CpuMask range(int from, int toInclusive) {
        if (checked(from) > checked(toInclusive)) {
            throw new IllegalArgumentException("CPU range " + from + "-" + toInclusive + " runs backwards");
        }
        BitSet bits = new BitSet();
        bits.set(from, toInclusive + 1);
        return new CpuMask(bits);
    }

    /**
     * Returns the mask that a cpulist names. An empty text, white space alone and {@code none} are the empty mask.
     *
     * @throws IllegalArgumentException if the text is no cpulist; the message names the part that is wrong
     */
    public static CpuMask parse(String cpulist) {
        return new CpuMask(CpuList.parse(cpulist));
    }

    /** Returns whether {@code cpu} is in this mask. */
    public boolean contains(int cpu) {
        return cpu >= 0 && bits.get(cpu);
    }

    /** Returns the number of CPUs in this mask. */
    public int count() {
        return bits.cardinality();
    }

    /** Returns whether this mask holds no CPU. */
    public boolean isEmpty() {
        return bits.isEmpty();
    }

    /** Returns the CPUs in both masks. */
    public CpuMask and(CpuMask other) {
        BitSet result = copy();
        result.and(other.bits);
        return new CpuMask(result);
    }

    /** Returns the CPUs in either mask. */
    public CpuMask or(CpuMask other) {
        BitSet result = copy();
        result.or(other.bits);
        return new CpuMask(result);
    }

    /** Returns the CPUs of this mask that are not in the other. */
    public CpuMask andNot(CpuMask other) {
        BitSet result = copy();
        result.andNot(other.bits);
        return new CpuMask(result);
    }

    /** Returns whether the masks have a CPU in common. */
    public boolean intersects(CpuMask other) {
        return bits.intersects(other.bits);
    }

    /** Returns whether every CPU of the other mask is in this one. */
    public boolean containsAll(CpuMask other) {
        return other.andNot(this).isEmpty();
    }

    /**
     * Returns the lowest CPU of this mask.
     *
     * @throws IllegalStateException if the mask is empty
     */
    public int first() {
        int first = bits.nextSetBit(0);
        if (first < 0) {
            throw new IllegalStateException("the empty CPU mask has no first CPU");
        }
        return first;
    }

    /** Returns the CPUs in ascending order. */
    public IntStream stream() {
        return bits.stream();
    }

    /** Returns the CPUs as an array in ascending order. */
    public int[] numbers() {
        int[] numbers = new int[count()];
        int next = 0;
        for (int cpu = bits.nextSetBit(0); cpu >= 0; cpu = bits.nextSetBit(cpu + 1)) {
            numbers[next++] = cpu;
        }
        return numbers;
    }

    /** Returns the mask as words of 64 CPUs, the lowest CPU in the lowest bit; no trailing zero words. */
    public long[] toLongArray() {
        return bits.toLongArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CpuMask mask && bits.equals(mask.bits);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bits.toLongArray());
    }

    /** Returns the kernel's cpulist of this mask, {@code none} if it is empty. */
    @Override
    public String toString() {
        return CpuList.format(bits);
    }

    private BitSet copy() {
        return (BitSet) bits.clone();
    }

    private static int checked(int cpu) {
        if (cpu < 0 || cpu > MAX_CPU) {
            throw new IllegalArgumentException("CPU " + cpu + " is outside 0-" + MAX_CPU);
        }
        return cpu;
    }
}
