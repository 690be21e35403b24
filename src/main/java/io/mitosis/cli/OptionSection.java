// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import java.util.List;

/**
 * Options of one subject.
 *
 * @param heading what help shows above them
 */
record OptionSection(String heading, List<Option<?>> options) {
    /** Copies the list. */
    OptionSection {
        options = List.copyOf(options);
    }
}
