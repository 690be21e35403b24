// SPDX-License-Identifier: Apache-2.0
/**
 * Statistics of a scheduler: the tables that name, describe and read its metrics, and the publisher of its snapshots.
 * JSON, its description and the help follow the tables. Nothing here does input or output.
 */
@NullMarked
package io.mitosis.stats;

import org.jspecify.annotations.NullMarked;
