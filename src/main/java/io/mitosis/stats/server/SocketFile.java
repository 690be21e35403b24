// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats.server;

import io.mitosis.config.SocketSettings;
import io.mitosis.exit.UsageException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file of the socket. It is created under another name, gets its permissions there and is then renamed, which also
 * replaces a file that a killed daemon has left.
 */
final class SocketFile {
    private static final String SUFFIX = ".new";
    // sun_path of unix(7) without the NUL at its end and the temporary suffix.
    private static final int MAX_PATH = 107 - SUFFIX.length();

    // stat(2), inode(7).
    private static final String MODE = "unix:mode";
    private static final int TYPE = 0170000;
    private static final int SOCKET = 0140000;

    private final Path path;
    private final Object inode;

    private SocketFile(Path path, Object inode) {
        this.path = path;
        this.inode = inode;
    }

    /** Checks the settings, see {@link StatsServer#check}. */
    static void check(SocketSettings settings) {
        Path path = settings.path();
        if (path.toString().getBytes(StandardCharsets.UTF_8).length > MAX_PATH) {
            throw new UsageException("--stats-socket: " + path + " is longer than the " + MAX_PATH
                    + " bytes that a socket's path can have");
        }
        if (path.getFileName() == null) {
            throw new UsageException("--stats-socket: \"" + path + "\" is no path of a file");
        }
        if (settings.group() != null) {
            lookUp(settings.group());
        }
    }

    private static GroupPrincipal lookUp(String name) {
        try {
            return Path.of("/").getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(name);
        } catch (IOException e) {
            throw new UsageException("--stats-socket-group: there is no group \"" + name + "\"", e);
        }
    }

    /**
     * Binds a channel to the socket's path. The caller has made sure that no other daemon runs.
     *
     * @throws UsageException if the path cannot be used; the message says why
     */
    static SocketFile listen(ServerSocketChannel channel, SocketSettings settings) {
        Path path = settings.path().toAbsolutePath();
        Path fresh = path.resolveSibling(path.getFileName() + SUFFIX);
        try {
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            requireUnused(path);
            @Nullable GroupPrincipal group = settings.group() == null ? null : lookUp(settings.group());
            Files.deleteIfExists(fresh);
            channel.bind(UnixDomainSocketAddress.of(fresh));
            PosixFileAttributeView file = Files.getFileAttributeView(fresh, PosixFileAttributeView.class);
            if (group != null) {
                file.setGroup(group);
            }
            file.setPermissions(permissions(settings.mode()));
            Object inode = inode(fresh);
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new SocketFile(path, inode);
        } catch (IOException e) {
            deleteQuietly(fresh);
            throw new UsageException("--stats-socket: cannot listen at " + path + ": " + reason(e), e);
        }
    }

    private static void requireUnused(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        int mode = (Integer) Files.getAttribute(path, MODE, LinkOption.NOFOLLOW_LINKS);
        if ((mode & TYPE) != SOCKET) {
            throw new IOException("there is a file which is no socket");
        }
        // Non-blocking: a program that listens there may never accept.
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.configureBlocking(false);
            probe.connect(UnixDomainSocketAddress.of(path));
        } catch (ConnectException refused) {
            return;
        }
        throw new IOException("another program listens there");
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] fromTheLeft = PosixFilePermission.values();
        for (int i = 0; i < fromTheLeft.length; i++) {
            if ((mode & (1 << (fromTheLeft.length - 1 - i))) != 0) {
                permissions.add(fromTheLeft[i]);
            }
        }
        return permissions;
    }

    private static Object inode(Path path) throws IOException {
        return Files.getAttribute(path, "unix:ino", LinkOption.NOFOLLOW_LINKS);
    }

    private static String reason(IOException failure) {
        boolean ofFile = failure instanceof FileSystemException file && file.getReason() == null;
        String kind = failure.getClass().getSimpleName().replace("Exception", "");
        return ofFile ? kind + " " + failure.getMessage() : String.valueOf(failure.getMessage());
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // If it could not be created, it often cannot be removed either; the first failure has been reported.
        }
    }

    /** Removes the file if it is still the one that {@link #listen} has created. */
    void remove() throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && inode(path).equals(inode)) {
            Files.delete(path);
        }
    }
}
