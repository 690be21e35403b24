// SPDX-License-Identifier: Apache-2.0
/** CPUs as values: masks of CPUs, CPU lists, and the cores, caches and nodes of a machine. */
@NullMarked
package io.mitosis.topology;

import org.jspecify.annotations.NullMarked;
