// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.model;

/**
 * A cell that can have no CPU now: its tasks run in the root cell.
 *
 * @param cell the cell
 * @param reason the reason, as a part of a log line
 */
public record ParkedCell(Cell cell, String reason) {}
