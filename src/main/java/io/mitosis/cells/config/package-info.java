// SPDX-License-Identifier: Apache-2.0
/** The options of the cells, as values: read by {@code cli}, used by the cells. Nothing here touches the system. */
@NullMarked
package io.mitosis.cells.config;

import org.jspecify.annotations.NullMarked;
