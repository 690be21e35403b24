// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cli.CommandLines.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The output of {@code mitosis plan}. */
class PlanCommandTest {
    @TempDir
    private Path temp;

    @Test
    void twoCpusetsThatOverlap() {
        assertThat(plan("--cpus 0-15 --cell web=0-7 --cell db=4-11")).isEqualTo("""
                CELL NAME                 COUNT TARGET LLCS CPUS
                   0 root                     4      6    1 12-15
                   1 web                      6      5    1 0-5
                   2 db                       6      5    1 6-11
                """);
    }

    @Test
    void twoCpusetsThatCoverTheMachine() {
        assertThat(plan("--cpus 0-15 --cell a=0-7 --cell b=8-15")).isEqualTo("""
                CELL NAME                 COUNT TARGET LLCS CPUS
                   0 root                     1      6    1 0
                   1 a                        7      5    1 1-7
                   2 b                        8      5    1 8-15

                Cell 0 has CPUs that were taken from cpusets of others, for its minimum.
                """);
        assertThat(plan("--cpus 0-15 --cell a=0-7 --cell b=8-15 --cell0-min-cpus 2"))
                .contains("   0 root                     2      6    1 0,8\n");
    }

    @Test
    void jsonIsLaidOutAsOtherToolsDoIt() {
        assertThat(plan("--cpus 0-3 --cell a=2-3 --cell0-min-cpus 3 --json")).isEqualTo("""
                {
                  "cells": [
                    {
                      "id": 0,
                      "name": "root",
                      "cpus": "0-2",
                      "count": 3,
                      "target": 2,
                      "llcs": 1,
                      "parked": false
                    },
                    {
                      "id": 1,
                      "name": "a",
                      "cpus": "3",
                      "count": 1,
                      "target": 2,
                      "llcs": 1,
                      "parked": false
                    }
                  ],
                  "moved": 0,
                  "enforced_holdout": true
                }
                """);
    }

    @Test
    void moreCellsThanCpus() {
        assertThat(plan("--cpus 0-3 --cell a --cell b --cell c --cell d --cell e --cell f"))
                .isEqualTo("""
                CELL NAME                 COUNT TARGET LLCS CPUS
                   0 root                     1      1    1 0
                   1 a                        1      1    1 1
                   2 b                        1      1    1 2
                   3 c                        1      1    1 3
                   4 d                        0      0    0 parked: there is no CPU left for a
                                                            cell of its own
                   5 e                        0      0    0 parked: there is no CPU left for a
                                                            cell of its own
                   6 f                        0      0    0 parked: there is no CPU left for a
                                                            cell of its own
                """);
    }

    @Test
    void aCellMoreOnAMachineWithTwoCachesAndSiblings() throws IOException {
        String cells = "{\"id\":1,\"name\":\"a\"},{\"id\":2,\"name\":\"b\"}";
        assertThat(plan("--input " + file(siblings(cells, "")))).isEqualTo("""
                CELL NAME                 COUNT TARGET LLCS CPUS
                   0 root                     6      6    1 0-2,8-10
                   1 a                        5      5    2 3-5,11-12
                   2 b                        5      5    1 6-7,13-15
                """);
        String before = ",\"previous\":{\"0\":\"0-2,8-10\",\"1\":\"3-5,11-12\",\"2\":\"6-7,13-15\"}";
        assertThat(plan("--input " + file(siblings(cells + ",{\"id\":3,\"name\":\"c\"}", before))))
                .isEqualTo("""
                CELL NAME                 COUNT TARGET LLCS CPUS
                   0 root                     4      4    1 0-1,8-9
                   1 a                        4      4    2 3-4,11-12
                   2 b                        4      4    1 6-7,14-15
                   3 c                        4      4    2 2,5,10,13

                CPUs that another cell owned before: 4
                """);
    }

    /** Two caches of four cores of two siblings each: CPU 8 is the sibling of CPU 0. */
    private static String siblings(String cells, String more) {
        List<String> cpus = new ArrayList<>();
        for (int cpu = 0; cpu < 16; cpu++) {
            cpus.add("{\"cpu\":" + cpu + ",\"core\":" + cpu % 8 + ",\"llc\":" + cpu % 8 / 4 + ",\"node\":0}");
        }
        return "{\"cpus\":\"0-15\",\"topology\":[" + String.join(",", cpus) + "],\"cells\":[" + cells + "]" + more
                + "}";
    }

    @Test
    void weightsBorrowingAndLinearPlacement() {
        assertThat(plan("--cpus 0-7 --cell a --cell b=0-3 --weight a=2 --borrow --placement linear --json"))
                .containsSubsequence(
                        "\"id\": 1,",
                        "\"cpus\": \"5-7\",",
                        "\"target\": 4,",
                        "\"borrowable\": \"0-4\",",
                        "\"id\": 2,",
                        "\"cpus\": \"0-3\",",
                        "\"target\": 2,",
                        "\"borrowable\": \"none\",");
    }

    /** Of CPUs 0 and 1 the cells lack 135, 1 and 5: a gets both, and gives one to who was nearest to it. */
    @Test
    void whoGotNothingOfContestedCpusTakesOneByTheLargestFraction() throws IOException {
        assertThat(plan("--input " + file("""
                        {"cpus": "0-144", "placement": "linear",
                         "cells": [{"id": 0, "weight": 0},
                                   {"id": 1, "name": "a", "cpuset": "0-2", "weight": 135},
                                   {"id": 2, "name": "b", "cpuset": "0-1,3", "weight": 1},
                                   {"id": 3, "name": "c", "cpuset": "0-1,4", "weight": 5}]}
                        """))).isEqualTo("""
                CELL NAME                 COUNT TARGET LLCS CPUS
                   0 root                   140      1    1 5-144
                   1 a                        2    136    1 0,2
                   2 b                        1      2    1 3
                   3 c                        2      6    1 1,4
                """);
    }

    @Test
    void eachLineOfABatchIsAnsweredInOrder() throws IOException {
        String input = file("{\"cpus\":\"0\"}\n{\"cpus\":\n\n{\"cpus\":\"1\"}");
        assertThat(plan("--batch --input " + input).lines())
                .containsExactly(
                        only("0"),
                        "{\"error\":\"Unexpected end-of-input within/between Object entries (line 1, column 9)\"}",
                        "{\"error\":\"there is no document\"}",
                        only("1"));
        assertThat(plan("--batch --input " + file(""))).isEmpty();
        assertThat(plan("--batch --input " + file("\n{\"cpus\":\"1\"}\n")).lines())
                .containsExactly("{\"error\":\"there is no document\"}", only("1"));
    }

    private static String only(String cpu) {
        return "{\"cells\":[{\"id\":0,\"name\":\"root\",\"cpus\":\"" + cpu
                + "\",\"count\":1,\"target\":1,\"llcs\":1,\"parked\":false}],\"moved\":0,\"enforced_holdout\":false}";
    }

    @Test
    void aDocumentThatIsTooLongIsRefusedAndTheNextRead() throws IOException {
        String input = file("[" + " ".repeat(5 << 20) + "]\n{\"cpus\":\"1\"}\n");
        assertThat(plan("--batch --input " + input).lines())
                .containsExactly("{\"error\":\"a document of more than 4194304 characters\"}", only("1"));
    }

    @Test
    void namesOfAnyKindComeThrough() throws IOException {
        String name = "b\u00fcro \\\"x\\\" \\u001b[31m";
        String json =
                plan("--json --input " + file("{\"cpus\":\"0-1\",\"cells\":[{\"id\":1,\"name\":\"" + name + "\"}]}"));
        assertThat(json).contains("\"b\\u00FCro \\\"x\\\" \\u001B[31m\"").matches("\\p{ASCII}+");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--cell a| --cpus is required with --cell: name the CPUs of the machine",
                "--cpus=| cpus: there is no CPU to plan with",
                "--cpus none| cpus: there is no CPU to plan with",
                "--cpus 0-8192| --cpus: bad part \"0-8192\" in the CPU list \"0-8192\"",
                "--cpus 0-3 --cell a --cell a=0| two cells with the name a",
                "--cpus 0-3 --cell =0| \"\" is no name of a cell",
                "--cpus 0-3 --cell a=x| --cell: bad part \"x\" in the CPU list \"x\"",
                "--cpus 0-3 --cell alpha --weight alfa=2| --weight: there is no cell alfa; did you mean alpha?",
                "--cpus 0-3 --cell a --weight a=2 --weight a=2| --weight is given more than once for the cell a",
                "--cpus 0-3 --cell a --weight a| --weight: \"a\" is not NAME=W",
                "--cpus 0-3 --cell a --weight a=-1| --weight: \"-1\" is not a number of at least 0",
                "--cpus 0-3 --batch| --cpus and --batch exclude each other: a plan is made from one source",
                "--cpus 0-3 --cpuset-cells| --cpus and --cpuset-cells exclude each other: a plan is made from one source",
                "--cell-exclude a --input x| --cell-exclude and --input exclude each other: a plan is made from one source",
                "--cell-exclude a| --cell-parent-cgroup or --cpuset-cells is required: say which cgroups are the cells",
                "--borrow| --borrow goes with --cpus or --cell-parent-cgroup: a document says it by itself",
                "--input /no/such| cannot read /no/such: it does not exist",
                "--input /| cannot read /: Is a directory",
                "--jsn| unknown option --jsn; did you mean --json?",
                "0-3| unexpected argument \"0-3\"",
            })
    void aMistakeIsAnsweredInOneLineAndCode2(String arguments, String line) {
        assertThat(answer(arguments)).isEqualTo(new Answer(2, "", "mitosis: " + line + System.lineSeparator()));
    }

    @Test
    void helpFitsAScreenOf80Columns() {
        Answer help = answer("--help");
        assertThat(help.output().lines()).isNotEmpty().allMatch(line -> line.length() <= 80);
        assertThat(help.code()).isZero();
    }

    private String file(String text) throws IOException {
        return Files.writeString(temp.resolve("input.json"), text).toString();
    }

    private static String plan(String arguments) {
        Answer answer = answer(arguments);
        assertThat(answer.errors()).isEmpty();
        assertThat(answer.code()).isZero();
        return answer.output();
    }

    private static Answer answer(String arguments) {
        List<String> all = new ArrayList<>(List.of("plan"));
        Arrays.stream(arguments.split(" ", -1)).filter(part -> !part.isEmpty()).forEach(all::add);
        return CommandLines.run(Map.of(), all);
    }
}
