// SPDX-License-Identifier: Apache-2.0
/** The composition root: the one place that knows both what is decided and what touches the operating system. */
@NullMarked
package io.mitosis.scheduler;

import org.jspecify.annotations.NullMarked;
