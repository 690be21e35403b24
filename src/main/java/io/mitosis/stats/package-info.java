// SPDX-License-Identifier: Apache-2.0
/**
 * What operators see: a {@code Snapshot} for each interval, which the loop makes and publishes and never changes again,
 * and the tables that name, describe and read every metric in it. Every output is made of these tables. Pure: whatever
 * is sent, printed or scraped is sent, printed and scraped elsewhere.
 */
@NullMarked
package io.mitosis.stats;

import org.jspecify.annotations.NullMarked;
