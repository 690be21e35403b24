// SPDX-License-Identifier: Apache-2.0
/** The CPUs of this machine, read from sysfs. */
@NullMarked
package io.mitosis.linux.sysfs;

import org.jspecify.annotations.NullMarked;
