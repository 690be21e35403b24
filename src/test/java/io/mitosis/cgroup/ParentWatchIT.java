// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Watches real cgroups of this machine. */
class ParentWatchIT {
    private Path grandparent;
    private ParentCgroup parent;

    @BeforeEach
    void makeParent() throws IOException {
        ParentCgroup hierarchy = ParentCgroup.resolve("/");
        grandparent = hierarchy
                .directory()
                .resolve("mitosis-it-" + ProcessHandle.current().pid());
        parent = new ParentCgroup(Files.createDirectories(grandparent.resolve("parent")), hierarchy.directory());
    }

    @AfterEach
    void removeParent() throws IOException {
        remove("parent/child");
        remove("parent");
        remove("");
    }

    @Test
    void tellsOfChildrenThatComeAndGo() throws IOException {
        try (ParentWatch watch = ParentWatch.open(parent)) {
            assertThat(watch.drain()).isFalse();

            make("parent/child");
            assertThat(watch.drain()).isTrue();
            assertThat(parent.children(Set.of())).hasSize(1);
            assertThat(watch.drain()).isFalse();

            remove("parent/child");
            assertThat(watch.drain()).isTrue();
            assertThat(parent.children(Set.of())).isEmpty();
        }
    }

    @Test
    void tellsOfAParentThatGoesAndComesBackAndWatchesItAgain() throws IOException {
        try (ParentWatch watch = ParentWatch.open(parent)) {
            remove("parent");
            assertThat(watch.drain()).isTrue();
            assertThat(parent.exists()).isFalse();

            remove("");
            assertThat(watch.drain()).as("the grandparent goes too").isTrue();

            make("");
            assertThat(watch.drain()).isTrue();
            make("parent");
            assertThat(watch.drain()).isTrue();
            make("parent/child");
            assertThat(watch.drain()).isTrue();
            assertThat(parent.children(Set.of())).hasSize(1);
        }
    }

    @Test
    void aChildMadeAgainIsAnotherOne() throws IOException {
        make("parent/child");
        long first = parent.children(Set.of()).getFirst().cgid();
        remove("parent/child");
        make("parent/child");
        assertThat(parent.children(Set.of()).getFirst().cgid()).isNotEqualTo(first);
    }

    private void make(String path) throws IOException {
        Files.createDirectory(grandparent.resolve(path));
    }

    private void remove(String path) throws IOException {
        Files.deleteIfExists(grandparent.resolve(path));
    }
}
