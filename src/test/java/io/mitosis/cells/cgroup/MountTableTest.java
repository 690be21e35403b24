// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mitosis.cells.cgroup.MountTable.Mount;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MountTableTest {
    private static final String UNIFIED = """
            22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
            26 22 0:25 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate
            """;
    private static final String HYBRID = """
            31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
            33 31 0:30 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu
            41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
            """;

    @Test
    void findsTheHierarchyWhereverItIsMounted() {
        assertThat(parse(UNIFIED).cgroup2()).contains(new Mount("/", Path.of("/sys/fs/cgroup"), "cgroup2"));
        assertThat(parse(HYBRID).cgroup2()).contains(new Mount("/", Path.of("/sys/fs/cgroup/unified"), "cgroup2"));
        assertThat(parse("").cgroup2()).isEmpty();
    }

    @Test
    void prefersTheMountThatShowsTheRoot() {
        String part = "50 22 0:25 /pod/7 /mnt/part rw - cgroup2 cgroup2 rw\n";
        assertThat(parse(part + UNIFIED).cgroup2()).map(Mount::root).contains("/");
        assertThat(parse(part).cgroup2()).map(Mount::point).contains(Path.of("/mnt/part"));
    }

    @Test
    void undoesOctalEscapes() {
        String line = "50 22 0:25 / /mnt/a\\040b\\011c\\134d\\012e\\0 rw master:1 propagate_from:2 - cgroup2 none rw\n";
        assertThat(parse(line).mounts()).containsExactly(new Mount("/", Path.of("/mnt/a b\tc\\d\ne\\0"), "cgroup2"));
    }

    @Test
    void aNameThatIsNotUtf8HidesNoOtherMount() {
        byte[] mountinfo = (UNIFIED + """
                50 22 0:40 / /mnt/\u00ff rw - cgroup2 first rw
                51 22 0:41 / /mnt/a\rb rw - tmpfs second rw
                """).getBytes(StandardCharsets.ISO_8859_1);
        MountTable mounts = MountTable.parse(mountinfo);
        assertThat(mounts.cgroup2()).map(Mount::point).contains(Path.of("/sys/fs/cgroup"));
        assertThat(mounts.of(Path.of("/mnt"))).map(Mount::type).contains("ext4");
        assertThat(mounts.of(Path.of("/mnt/a\rb/c"))).map(Mount::type).contains("tmpfs");
        assertThat(mounts.mounts()).hasSize(3);
    }

    @Test
    void pathLiesOnTheDeepestAndLatestMountAboveIt() {
        MountTable mounts = parse(UNIFIED + """
                60 26 0:50 / /sys/fs/cgroup/hidden rw - tmpfs first rw
                61 60 0:51 / /sys/fs/cgroup/hidden rw - tmpfs2 second rw
                """);
        assertThat(mounts.of(Path.of("/sys/fs/cgroup/a/b"))).map(Mount::type).contains("cgroup2");
        assertThat(mounts.of(Path.of("/sys/fs/cgroup"))).map(Mount::type).contains("cgroup2");
        assertThat(mounts.of(Path.of("/sys/fs/cgroups"))).map(Mount::type).contains("ext4");
        assertThat(mounts.of(Path.of("/sys/fs/cgroup/hidden/a")))
                .map(Mount::type)
                .contains("tmpfs2");
        assertThat(parse("").of(Path.of("/tmp"))).isEmpty();
    }

    @Test
    void quotesALineThatIsNoMount() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("26 22 0:25 / /sys/fs/cgroup rw -"))
                .withMessage("not a line of mountinfo: \"26 22 0:25 / /sys/fs/cgroup rw -\"");
        assertThatIllegalArgumentException().isThrownBy(() -> parse("nonsense"));
    }

    private static MountTable parse(String mountinfo) {
        return MountTable.parse(mountinfo.getBytes(StandardCharsets.UTF_8));
    }
}
