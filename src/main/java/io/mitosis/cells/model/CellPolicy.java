// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.model;

import org.jspecify.annotations.Nullable;

/**
 * What the owner of a cell has asked for by extended attributes.
 *
 * @param weight its share relative to the others', positive; null if it was not set
 * @param bounds how few and how many CPUs it wishes
 * @param borrows whether it may use idle CPUs of others
 * @param lends whether others may use its idle CPUs
 */
public record CellPolicy(@Nullable Double weight, CpuBounds bounds, boolean borrows, boolean lends) {
    /** Nothing was asked for. */
    public static final CellPolicy NONE = new CellPolicy(null, CpuBounds.NONE, true, true);
}
