// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cgroup;

import java.util.List;

/**
 * What the cgroup tree says at one moment.
 *
 * @param owners the cell owners, in the order of their paths
 * @param problems what could not be understood and was therefore ignored, a line each that names the file; to be logged
 *     once
 */
public record TreeFacts(List<OwnerFacts> owners, List<String> problems) {
    /** Copies the lists. */
    public TreeFacts {
        owners = List.copyOf(owners);
        problems = List.copyOf(problems);
    }
}
