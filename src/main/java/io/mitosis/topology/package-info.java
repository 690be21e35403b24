// SPDX-License-Identifier: Apache-2.0
/** CPUs as values: masks of CPUs, their caches and nodes, and the reader that takes them from a sysfs tree. */
@NullMarked
package io.mitosis.topology;

import org.jspecify.annotations.NullMarked;
