// SPDX-License-Identifier: Apache-2.0
/**
 * What a run is asked to do, as values: read by {@code cli}, used by whatever does it. Nothing here touches the
 * operating system.
 */
@NullMarked
package io.mitosis.config;

import org.jspecify.annotations.NullMarked;
