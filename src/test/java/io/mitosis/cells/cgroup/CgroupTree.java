// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import io.mitosis.cells.config.AttributeTrust;
import io.mitosis.topology.CpuMask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Set;

/**
 * Plain directories and files that look like a cgroup hierarchy, or real cgroups: to what reads them it is the same.
 */
record CgroupTree(Path root) {
    Path path(String cgroup) {
        return cgroup.isEmpty() ? root : root.resolve(cgroup);
    }

    /** Makes a cgroup, and those above it that are missing. */
    CgroupTree make(String cgroup) {
        try {
            Files.createDirectories(path(cgroup));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes a cgroup that has no children, or does nothing if there is none. */
    CgroupTree remove(String cgroup) {
        try {
            Files.deleteIfExists(path(cgroup));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file of a cgroup, which is made if it is missing. */
    CgroupTree write(String cgroup, String file, String text) {
        try {
            Files.writeString(make(cgroup).path(cgroup).resolve(file), text + "\n");
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets {@code user.NAME}. */
    CgroupTree attribute(String cgroup, String name, String value) {
        try {
            Files.getFileAttributeView(path(cgroup), UserDefinedFileAttributeView.class)
                    .write(name, ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes another user the owner of a directory or file; root alone can. */
    CgroupTree giveTo(int uid, String path) {
        try {
            Files.setAttribute(path(path), "unix:uid", uid);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A look with nothing excluded. */
    static TreeQuery query(CpuMask usable) {
        return new TreeQuery(Set.of(), usable, AttributeTrust.TRUSTED, false, false);
    }
}
