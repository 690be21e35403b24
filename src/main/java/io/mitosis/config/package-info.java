// SPDX-License-Identifier: Apache-2.0
/**
 * Settings of a run as values, which {@code cli} reads and all other packages use. Nothing here touches the operating
 * system.
 */
@NullMarked
package io.mitosis.config;

import org.jspecify.annotations.NullMarked;
