// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cells.config.AttributeTrust;
import io.mitosis.cells.model.CellTerms;
import io.mitosis.fuzz.Reading;
import io.mitosis.fuzz.Scratch;
import io.mitosis.fuzz.Texts;
import io.mitosis.topology.CpuMask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What users write into files, attributes and options never ends a look at the cgroups. */
class CgroupFuzzTest {
    private static final String UNIFIED = "26 22 0:25 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw\n";
    private static final List<String> MOUNT_WORDS =
            List.of(" ", "-", "\n", "/", "/sys/fs/cgroup", "cgroup2", "\\040", "\\134", "\\0", "26", "0:25", "rw");
    private static final List<String> PATH_WORDS =
            List.of("/", "//", ".", "..", "/sys/fs/cgroup", "workloads", "proc", "tmp");
    private static final List<String> ATTRIBUTES = List.of("weight", "min_cpus", "max_cpus", "borrow", "lend", "other");
    private static final List<String> FILES =
            List.of("cpuset.cpus", "cpuset.cpus.effective", "cpu.weight", "cpu.max", "cgroup.subtree_control");

    private static Path root = Path.of("/nonexistent");

    @BeforeContainer
    static void makeCgroups() throws IOException {
        root = Scratch.directory("cgroups");
        new CgroupTree(root)
                .write("", "cgroup.subtree_control", "cpuset cpu")
                .write("", "cpuset.cpus.effective", "0-3")
                .write("web", "cpuset.cpus", "")
                .write("web", "cpuset.cpus.effective", "0-3")
                .write("web", "cpu.weight", "100")
                .write("web", "cpu.max", "max 100000");
    }

    @AfterContainer
    static void removeCgroups() throws IOException {
        for (String directory : List.of("web", "")) {
            for (String file : FILES) {
                Files.deleteIfExists(root.resolve(directory).resolve(file));
            }
            Files.delete(root.resolve(directory));
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void mountinfo(@ForAll("mountinfos") byte[] mountinfo) {
        MountTable mounts = Reading.of(IllegalArgumentException.class, () -> MountTable.parse(mountinfo));
        if (mounts != null) {
            Reading.of(ParentCgroupException.class, mounts::hierarchyRoot);
            mounts.of(Path.of("/sys/fs/cgroup/a"));
        }
    }

    @Provide
    Arbitrary<byte[]> mountinfos() {
        return Texts.bytesLike(MOUNT_WORDS, UNIFIED, "22 1 0:21 / / rw - ext4 /dev/vda rw\n" + UNIFIED);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void parent(@ForAll("paths") String option) {
        MountTable mounts = MountTable.parse(UNIFIED.getBytes(StandardCharsets.UTF_8));
        Reading.of(ParentCgroupException.class, () -> NamedParent.find(option, mounts));
    }

    @Provide
    Arbitrary<String> paths() {
        return Texts.like(PATH_WORDS, "/workloads", "/sys/fs/cgroup/workloads/");
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void policy(@ForAll("attributes") Map<String, String> attributes) {
        List<String> problems = new ArrayList<>();
        Reading.of(NoException.class, () -> PolicyAttributes.apply(CellTerms.DEFAULT, root, attributes, 4, problems));
        assertThat(problems).allSatisfy(Reading::assertIsOneLine);
    }

    @Provide
    Arbitrary<Map<String, String>> attributes() {
        Arbitrary<String> values = Texts.like(List.of("1", "2", ".", "yes", "no"), "1.5", "100", "yes");
        return Arbitraries.maps(Arbitraries.of(ATTRIBUTES), values).ofMinSize(1).ofMaxSize(3);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void fileOfACgroup(@ForAll("contents") byte[] content, @ForAll("files") String file) throws IOException {
        boolean ofParent = file.equals("cgroup.subtree_control");
        Path path = root.resolve(ofParent ? "" : "web").resolve(file);
        byte[] before = ofParent ? Files.readAllBytes(path) : new byte[0];
        Files.write(path, content);
        TreeQuery query = new TreeQuery(Set.of(), CpuMask.range(0, 3), AttributeTrust.TRUSTED, true, true);
        TreeFacts facts = Reading.of(NoException.class, () -> new ParentCgroup(root, root).read(query));
        Files.write(path, before);
        assertThat(facts).isNotNull();
        assertThat(facts.owners()).hasSize(1);
        assertThat(facts.problems()).allSatisfy(Reading::assertIsOneLine);
    }

    @Provide
    Arbitrary<byte[]> contents() {
        return Texts.bytesLike(
                List.of("0", "1", "9", ",", "-", "cpu", "cpuset", "max", " "),
                "0-1\n",
                "100\n",
                "100 1000\n",
                "cpuset cpu\n");
    }

    @Provide
    Arbitrary<String> files() {
        return Arbitraries.of(FILES);
    }

    /** Nothing throws it. */
    private static final class NoException extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
