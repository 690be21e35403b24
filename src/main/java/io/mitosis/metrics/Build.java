// SPDX-License-Identifier: Apache-2.0
package io.mitosis.metrics;

/**
 * The build of the running program.
 *
 * @param version the version number
 * @param commit the commit it was built from
 * @param target the system it was built for
 */
public record Build(String version, String commit, String target) {}
