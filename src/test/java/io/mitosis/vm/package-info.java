// SPDX-License-Identifier: Apache-2.0
/**
 * The test harness: boots a VM whose kernel has sched_ext, runs commands in it, waits for conditions, collects logs and
 * checks what a test left behind. Tests in the VM end in {@code VmIT}.
 */
@NullMarked
package io.mitosis.vm;

import org.jspecify.annotations.NullMarked;
