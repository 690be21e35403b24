// SPDX-License-Identifier: Apache-2.0
/** The command line: options become a configuration, failures one line and an exit code. Logging is set up here. */
@NullMarked
package io.mitosis.cli;

import org.jspecify.annotations.NullMarked;
