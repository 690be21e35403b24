// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mitosis.cells.config.Placement;
import io.mitosis.cells.model.AssignmentInput;
import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CellOwner;
import io.mitosis.cells.model.CellRequest;
import io.mitosis.cells.model.CellTerms;
import io.mitosis.cells.model.CpuBounds;
import io.mitosis.topology.Cpu;
import io.mitosis.topology.CpuMask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanDocumentTest {
    private static final String ALL = """
            {"borrow": true, "placement": "linear", "cell0_min_cpus": 2, "previous_enforced_holdout": true,
             "previous": {"0": "0-1", "255": "none", "3": ""},
             "cells": [
               {"id": 3, "name": "db", "cpuset": "0-1,9", "weight": 2.5, "min_cpus": 2, "max_cpus": 3, "borrow": false,
                "lend": false},
               {"id": 0, "weight": 3},
               {"id": 1}],
             "topology": [
               {"cpu": 2, "core": 70, "llc": 9, "node": 1},
               {"cpu": 0, "core": 50, "llc": 4, "node": 0},
               {"cpu": 1, "core": 50, "llc": 4, "node": 0}],
             "cpus": "0-2"}""";

    @Test
    void everyMember() {
        PlanDocument document = PlanDocument.parse(ALL);
        assertThat(document.topology().cpus())
                .containsExactly(new Cpu(0, 0, 0, 0), new Cpu(1, 0, 0, 0), new Cpu(2, 1, 1, 1));
        assertThat(document.cells())
                .containsExactly(
                        new PlanCell(
                                3,
                                "db",
                                new CellTerms(CpuMask.of(0, 1, 9), 2.5, new CpuBounds(2, 3), false, false, false)),
                        new PlanCell(0, "root", CellTerms.DEFAULT.withWeight(3)),
                        new PlanCell(1, "cell1", CellTerms.DEFAULT));
        assertThat(document.previous())
                .isEqualTo(Map.of(
                        new CellId(0),
                        CpuMask.of(0, 1),
                        new CellId(3),
                        CpuMask.none(),
                        new CellId(255),
                        CpuMask.none()));
        assertThat(document.rootMinCpus()).isEqualTo(2);
        assertThat(document.holdoutEnforced()).isTrue();
        assertThat(document.placement()).isEqualTo(Placement.LINEAR);
        assertThat(document.borrowing()).isTrue();
        assertThat(PlanDocument.parse(document.toJson())).isEqualTo(document);
    }

    @Test
    void theRootCellComesFirstAndTheOthersStayInOrder() {
        AssignmentInput input = PlanDocument.parse(ALL).input();
        assertThat(input.cells())
                .extracting(request -> request.cell().id().value())
                .containsExactly(0, 3, 1);
        assertThat(input.cells()).extracting(CellRequest::weight).containsExactly(3.0, 2.5, 1.0);
        assertThat(input.maxCells()).isEqualTo(AssignmentInput.MAX_CELLS);
    }

    @Test
    void littleNeedsToBeSaid() {
        for (String json : List.of("{\"cpus\":\"1,3\"}", "{\"cpus\":\"1,3\",\"cells\":null,\"topology\":null}")) {
            assertThat(PlanDocument.parse(json))
                    .isEqualTo(new PlanDocument(
                            PlanTopology.flat(CpuMask.of(1, 3)),
                            List.of(),
                            new TreeMap<>(),
                            0,
                            false,
                            Placement.TOPOLOGY,
                            false));
        }
        assertThat(PlanTopology.flat(CpuMask.of(1, 3)).cpus())
                .containsExactly(new Cpu(1, 0, 0, 0), new Cpu(3, 1, 0, 0));
    }

    @Test
    void anEmptyCpusetIsNone() {
        for (String cpuset : List.of("\"\"", "\"none\"", "null")) {
            String json = "{\"cpus\":\"0\",\"cells\":[{\"id\":1,\"cpuset\":" + cpuset + "}]}";
            assertThat(PlanDocument.parse(json).cells()).containsExactly(new PlanCell(1, "cell1", CellTerms.DEFAULT));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{| Unexpected end-of-input",
                "nothing| Unrecognized token 'nothing'",
                "null| an object is expected",
                "` `| there is no document",
                "[]| an object is expected",
                "{}| cpus: it is missing",
                "{'cpus':''}| cpus: there is no CPU to plan with",
                "{'cpus':3}| cpus: a cpulist such as \"0-3,8\" is expected",
                "{'cpus':'0-8192'}| cpus: bad part \"0-8192\" in the CPU list \"0-8192\"",
                "{'cpus':'3-1'}| cpus: bad part \"3-1\" in the CPU list \"3-1\"",
                "{'cpus':'0','colour':{'a':[1]}}| colour: there is no such member",
                "{'cpus':'0','colour':null}| colour: there is no such member",
                "{'cpus':'0','cpus':'1'}| Duplicate field 'cpus'",
                "{'cpus':'0'} {}| there is more behind the document",
                "{'cpus':'0'}]| Unexpected close marker ']'",
                "{'cpus':'0'| Unexpected end-of-input",
                "{'cpus':'0','cells':{}}| cells: an array is expected",
                "{'cpus':'0','cells':[1]}| cells/0: an object is expected",
                "{'cpus':'0','cells':[{}]}| cells/0: id is missing",
                "{'cpus':'0','cells':[{'id':-1}]}| cells/0/id: a whole number from 0 to 255 is expected",
                "{'cpus':'0','cells':[{'id':256}]}| cells/0/id: a whole number from 0 to 255 is expected",
                "{'cpus':'0','cells':[{'id':1.0}]}| cells/0/id: a whole number from 0 to 255 is expected",
                "{'cpus':'0','cells':[{'id':'1'}]}| cells/0/id: a whole number from 0 to 255 is expected",
                "{'cpus':'0','cells':[{'id':99999999999999999999999}]}| cells/0/id: a whole number from 0 to 255",
                "{'cpus':'0','cells':[{'id':1},{'id':1,'name':'a'}]}| two cells with the id 1",
                "{'cpus':'0','cells':[{'id':1,'name':'a'},{'id':2,'name':'a'}]}| two cells with the name a",
                "{'cpus':'0','cells':[{'id':1,'name':''}]}| cells/0: \"\" is no name of a cell",
                "{'cpus':'0','cells':[{'id':1,'name':1}]}| cells/0/name: a text is expected",
                "{'cpus':'0','cells':[{'id':1,'color':1}]}| cells/0/color: there is no such member",
                "{'cpus':'0','cells':[{'id':1},{'id':2,'weight':-1}]}| cells/1/weight: a finite number of at least 0",
                "{'cpus':'0','cells':[{'id':1,'weight':1e999}]}| cells/0/weight: a finite number of at least 0",
                "{'cpus':'0','cells':[{'id':1,'weight':NaN}]}| Non-standard token 'NaN'",
                "{'cpus':'0','cells':[{'id':1,'min_cpus':0}]}| cells/0/min_cpus: a whole number from 1 to",
                "{'cpus':'0','cells':[{'id':1,'min_cpus':3,'max_cpus':2}]}| cells/0: min_cpus is 3, and max_cpus is only 2",
                "{'cpus':'0','cells':[{'id':1,'borrow':'yes'}]}| cells/0/borrow: true or false is expected",
                "{'cpus':'0','cells':[{'id':0,'cpuset':'0','partition':true}]}| cells/0: cell 0 cannot be a partition: it is",
                "{'cpus':'0','cells':[{'id':1,'partition':true}]}| cells/0: cell 1 cannot be a partition without a cpuset",
                "{'cpus':'0','placement':'random'}| placement: \"topology\" or \"linear\" is expected",
                "{'cpus':'0','cell0_min_cpus':-1}| cell0_min_cpus: a whole number from 0 to",
                "{'cpus':'0','previous':{'256':'0'}}| previous/256: a cell's id from 0 to 255 is expected",
                "{'cpus':'0','previous':{'01':'0'}}| previous/01: a cell's id from 0 to 255 is expected",
                "{'cpus':'0','previous':{'web':'0'}}| previous/web: a cell's id from 0 to 255 is expected",
                "{'cpus':'0','previous':{'1':null}}| previous/1: a cpulist such as",
                "{'cpus':'0','topology':[{'cpu':1,'core':0,'llc':0,'node':0}]}| topology: CPU 1 is not among the cpus 0",
                "{'cpus':'0-2','topology':[{'cpu':1,'core':0,'llc':0,'node':0}]}| topology: nothing is said of the CPUs 0,2",
                "{'cpus':'0','topology':[{'cpu':0,'core':0,'llc':0,'node':0},{'cpu':0,'core':1,'llc':0,'node':0}]}| topology: CPU 0 is there twice",
                "{'cpus':'0','topology':[{'cpu':0,'core':0,'llc':0}]}| topology/0: node is missing",
                "{'cpus':'0','topology':[{'cpu':0,'core':-1}]}| topology/0/core: a whole number from 0 to",
            })
    void aMistakeIsOneLineThatNamesThePlace(String json, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlanDocument.parse(json.replace('\'', '"')))
                .satisfies(failure ->
                        assertThat(failure.getMessage()).startsWith(message).doesNotContain("\n", "REDACTED"));
    }

    @Test
    void depthAndLengthDoNoHarm() {
        String deep = "{\"cpus\":\"0\",\"cells\":" + "[".repeat(100_000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlanDocument.parse(deep))
                .withMessage("cells/0: an object is expected");
        String digits = "{\"cpus\":\"0\",\"cell0_min_cpus\":" + "9".repeat(100_000) + "}";
        assertThatIllegalArgumentException().isThrownBy(() -> PlanDocument.parse(digits));
    }

    @Test
    void cellsAreCalledByPathWhereTheNameIsNotEnough() {
        AssignmentInput input = input(
                request(1, "/sys/fs/cgroup/a/web", null),
                request(2, "/sys/fs/cgroup/b/web", null),
                request(3, "/sys/fs/cgroup/b/root", null),
                request(4, "/sys/fs/cgroup/b/db", CpuMask.of(1)));
        PlanDocument document = PlanDocument.of(input);
        assertThat(document.cells())
                .extracting(PlanCell::name)
                .containsExactly("root", "/sys/fs/cgroup/a/web", "/sys/fs/cgroup/b/web", "/sys/fs/cgroup/b/root", "db");
        assertThat(PlanDocument.parse(document.toJson())).isEqualTo(document);
    }

    @Test
    void partitionsAndWhatTheyLeaveToTheRootCellAreWrittenDown() {
        PlanDocument document = PlanDocument.parse("""
                {"cpus":"0-3","cells":[{"id":0,"cpuset":"0-1"},{"id":1,"cpuset":"2","partition":true,"lend":true}]}""");
        assertThat(PlanDocument.parse(document.toJson())).isEqualTo(document);
        assertThat(PlanResult.of(document).cells())
                .extracting(PlannedCell::cpus)
                .containsExactly(CpuMask.of(0, 1, 3), CpuMask.of(2));
    }

    @Test
    void aCpusetWithoutAnyCpuStaysOne() {
        PlanDocument document = PlanDocument.of(input(request(1, "/a", CpuMask.none())));
        assertThat(document.cells().getLast().terms().cpuset()).isEqualTo(CpuMask.of(4));
        assertThat(PlanResult.of(PlanDocument.parse(document.toJson()))
                        .cells()
                        .getLast()
                        .parked())
                .isTrue();
    }

    private static AssignmentInput input(CellRequest... requests) {
        List<CellRequest> cells = new ArrayList<>(List.of(requests));
        cells.addFirst(new CellRequest(Cell.ROOT, CellTerms.DEFAULT));
        return new AssignmentInput(
                PlanTopology.flat(CpuMask.range(0, 3)), 256, cells, Map.of(), 0, false, Placement.TOPOLOGY, false);
    }

    private static CellRequest request(int id, String path, @Nullable CpuMask cpuset) {
        Cell cell = new Cell(new CellId(id), new CellOwner(Path.of(path), 1000 + id));
        return new CellRequest(cell, CellTerms.DEFAULT.withCpuset(cpuset));
    }
}
