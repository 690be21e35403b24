// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.top;

/**
 * One cell as the server reports it. Percentages are of the last interval.
 *
 * @param id its id
 * @param cgroup the path of its cgroup, not made printable
 * @param cpuCount the number of CPUs that it owns
 * @param cpus the CPUs that it owns, as a list
 * @param utilization time that its tasks ran, of what its CPUs could do; over 100 if they ran on CPUs of others
 * @param smoothed the utilization, smoothed over intervals
 * @param local decisions that found an idle CPU of the cell
 * @param cpuQueue decisions for the queue of one CPU
 * @param cellQueue decisions for the queue of the cell
 * @param borrowed time that its tasks ran on CPUs of others, of all the time that they ran
 * @param lent time that its CPUs ran tasks of others, of what its CPUs could do
 * @param violations decisions that queued a task whose affinity does not cover the cell
 * @param decisions the number of scheduling decisions
 */
record CellRow(
        int id,
        String cgroup,
        long cpuCount,
        String cpus,
        double utilization,
        double smoothed,
        double local,
        double cpuQueue,
        double cellQueue,
        double borrowed,
        double lent,
        double violations,
        long decisions) {}
