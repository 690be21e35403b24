// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.model;

/**
 * A cgroup that should have a cell and can have none now: its tasks run in the root cell.
 *
 * @param owner the cgroup
 * @param reason the reason, as a part of a log line
 */
public record ParkedOwner(CellOwner owner, String reason) {}
