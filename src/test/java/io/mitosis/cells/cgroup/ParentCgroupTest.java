// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mitosis.cells.config.AttributeTrust;
import io.mitosis.cells.model.CellOwner;
import io.mitosis.cells.model.OwnerRequest;
import io.mitosis.topology.CpuMask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plain directories stand in for cgroups: to this code they are the same, but for the type of their mount. */
class ParentCgroupTest {
    @TempDir
    private Path temp;

    private Path root;
    private MountTable mounts;

    @BeforeEach
    void mountHierarchy() throws IOException {
        temp = temp.toRealPath();
        root = Files.createDirectories(temp.resolve("cgroup"));
        mounts = new MountTable(
                List.of(new MountTable.Mount("/", Path.of("/"), "ext4"), new MountTable.Mount("/", root, "cgroup2")));
    }

    @Test
    void takesADirectoryOrAPathInsideTheHierarchy() throws IOException {
        Path parent = Files.createDirectories(root.resolve("slice/workloads"));
        ParentCgroup expected = new ParentCgroup(parent, root);
        assertThat(resolve(parent.toString())).isEqualTo(expected);
        assertThat(resolve("/slice/workloads")).isEqualTo(expected);
        assertThat(resolve("/slice/../slice/./workloads/")).isEqualTo(expected);
        assertThat(resolve("/")).isEqualTo(new ParentCgroup(root, root));
    }

    @Test
    void followsALinkIntoTheHierarchy() throws IOException {
        Path parent = Files.createDirectories(root.resolve("workloads"));
        Path link = Files.createSymbolicLink(temp.resolve("link"), parent);
        assertThat(resolve(link.toString())).isEqualTo(new ParentCgroup(parent, root));
    }

    @Test
    void onAnotherMountOfTheHierarchyItsRootIsThatMount() throws IOException {
        Path second = Files.createDirectories(temp.resolve("second"));
        Path part = Files.createDirectories(root.resolve("part"));
        mounts = new MountTable(List.of(
                new MountTable.Mount("/", root, "cgroup2"),
                new MountTable.Mount("/", second, "cgroup2"),
                new MountTable.Mount("/part", part, "cgroup2")));
        Path parent = Files.createDirectories(second.resolve("slice/workloads"));
        assertThat(resolve(parent.toString())).isEqualTo(new ParentCgroup(parent, second));
        assertThat(resolve("/part")).as("below the first mount too").isEqualTo(new ParentCgroup(part, root));
    }

    @Test
    void mayComeLater() throws IOException {
        Path second = Files.createDirectory(temp.resolve("second"));
        mounts = new MountTable(
                List.of(new MountTable.Mount("/", root, "cgroup2"), new MountTable.Mount("/", second, "cgroup2")));
        ParentCgroup expected = new ParentCgroup(root.resolve("slice/workloads"), root);
        assertThat(resolve("/slice/workloads")).isEqualTo(expected);
        assertThat(resolve("/other/../slice/workloads/")).isEqualTo(expected);
        assertThat(resolve(root + "/slice/workloads")).isEqualTo(expected);
        assertThat(expected.exists()).isFalse();
        Files.createDirectory(root.resolve("slice"));
        assertThat(resolve("/slice/workloads")).isEqualTo(expected);
        assertThat(resolve(second + "/workloads")).isEqualTo(new ParentCgroup(second.resolve("workloads"), second));
    }

    @Test
    void followsALinkToWhatComesLater() throws IOException {
        Path link = Files.createSymbolicLink(temp.resolve("link"), root.resolve("slice"));
        assertThat(resolve(link + "/workloads")).isEqualTo(new ParentCgroup(root.resolve("slice/workloads"), root));
    }

    @Test
    void saysInOneLineWhatIsWrong() throws IOException {
        Path file = Files.createFile(root.resolve("cgroup.procs"));
        Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
        String tooLong = "/" + "a".repeat(256);
        assertRefused("/cgroup.procs", "parent cgroup " + file + " is not a directory");
        assertRefused("/cgroup.procs/web", "parent cgroup " + file + "/web cannot be read: Not a directory");
        assertRefused(elsewhere.toString(), "parent cgroup " + elsewhere + " is not on a cgroup2 file system");
        assertRefused(elsewhere + "/web", "parent cgroup " + elsewhere + "/web is not on a cgroup2 file system");
        assertRefused(tooLong, "parent cgroup " + tooLong + " has a name that no cgroup can have");
        assertRefused("/a".repeat(2048), "parent cgroup " + "/a".repeat(127) + "/... is longer than any path can be");
        assertRefused("/a\nb/web", "parent cgroup /a?b/web has a name that no cgroup can have");
        assertRefused("workloads", "parent cgroup workloads does not start with /");
        assertRefused("", "parent cgroup  does not start with /");
    }

    @Test
    void aMachineWithoutTheHierarchyHasNoParent() {
        mounts = new MountTable(List.of());
        assertRefused("/workloads", "no cgroup2 hierarchy is mounted on this machine");
    }

    @Test
    void childrenAreDirectoriesInTheOrderOfTheirNames() throws IOException {
        for (String name : List.of("web", "db", "Batch", "keep out")) {
            Files.createDirectory(root.resolve(name));
        }
        Files.createFile(root.resolve("cgroup.procs"));
        Files.createSymbolicLink(root.resolve("link"), root.resolve("web"));
        ParentCgroup parent = new ParentCgroup(root, root);

        List<CellOwner> children = owners(parent, Set.of("keep out"));

        assertThat(children).extracting(CellOwner::name).containsExactly("Batch", "db", "web");
        assertThat(children).extracting(CellOwner::path).contains(root.resolve("db"));
        assertThat(children)
                .extracting(CellOwner::cgid)
                .first()
                .isEqualTo(Files.getAttribute(root.resolve("Batch"), "unix:ino"));
    }

    @Test
    void saysThatANameThatIsNotUtf8GetsNoCell() throws Exception {
        Files.createDirectory(root.resolve("web"));
        // Java cannot make such a directory.
        new ProcessBuilder("sh", "-c", "mkdir \"$0/$(printf 'a\\377')\"", root.toString())
                .start()
                .waitFor();
        TreeFacts facts = new ParentCgroup(root, root).read(CgroupTree.query(CpuMask.of(0)));
        assertThat(facts.owners())
                .singleElement()
                .extracting(owner -> owner.owner().name())
                .isEqualTo("web");
        assertThat(facts.problems())
                .containsExactly("cgroup \"a\uFFFD\" in " + root + " gets no cell: its name is not UTF-8");
    }

    @Test
    void aParentThatIsGoneHasNoChildren() throws IOException {
        ParentCgroup parent = new ParentCgroup(Files.createDirectory(root.resolve("workloads")), root);
        assertThat(parent.exists()).isTrue();
        Files.delete(parent.directory());
        assertThat(parent.exists()).isFalse();
        assertThat(owners(parent, Set.of())).isEmpty();
    }

    @Test
    void theParentLiesInItsHierarchy() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ParentCgroup(temp, root));
    }

    private static List<CellOwner> owners(ParentCgroup parent, Set<String> excluded) {
        TreeFacts facts =
                parent.read(new TreeQuery(excluded, CpuMask.range(0, 3), AttributeTrust.TRUSTED, false, false));
        assertThat(facts.problems()).isEmpty();
        return facts.owners().stream().map(OwnerRequest::owner).toList();
    }

    private ParentCgroup resolve(String option) {
        return NamedParent.find(option, mounts);
    }

    private void assertRefused(String option, String message) {
        assertThatThrownBy(() -> resolve(option))
                .isInstanceOf(ParentCgroupException.class)
                .hasMessage(message);
    }
}
