// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.linux.ErrnoException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CgroupNamesTest {
    private static final Path ROOT = Path.of("/sys/fs/cgroup");

    private final Map<Long, Path> tree =
            new HashMap<>(Map.of(1L, ROOT, 5L, ROOT.resolve("a/b"), 6L, Path.of("/elsewhere/c")));
    private final List<Long> searched = new ArrayList<>();
    private final CgroupNames names = new CgroupNames(ROOT, this::find);

    private @Nullable Path find(long cgid) {
        searched.add(cgid);
        if (cgid == 99) {
            throw new ErrnoException("open", 13, ROOT.toString());
        }
        return tree.get(cgid);
    }

    @Test
    void aPathIsBelowTheRootOfTheHierarchy() {
        assertThat(names.of(List.of(1L, 5L))).isEqualTo(Map.of(1L, "/", 5L, "/a/b"));
    }

    @Test
    void whatIsNotFoundIsNamedByItsId() {
        assertThat(names.of(List.of(-1L, 6L, 99L)))
                .isEqualTo(Map.of(-1L, "cgid 18446744073709551615", 6L, "cgid 6", 99L, "cgid 99"));
    }

    @Test
    void eachIsLookedForOnceWhileItIsAskedFor() {
        names.of(List.of(5L, -1L));
        names.of(List.of(5L, -1L));
        assertThat(searched).containsExactly(5L, -1L);
        names.of(List.of());
        names.of(List.of(5L));
        assertThat(searched).containsExactly(5L, -1L, 5L);
    }
}
