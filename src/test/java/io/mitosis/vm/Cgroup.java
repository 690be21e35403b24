// SPDX-License-Identifier: Apache-2.0
package io.mitosis.vm;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * A cgroup of the guest.
 *
 * @param vm where it is
 * @param path absolute path in the guest
 */
public record Cgroup(VirtualMachine vm, String path) implements AutoCloseable {
    private static final Duration EMPTY_LIMIT = Duration.ofSeconds(60);

    /** The guest's mount point of cgroup2. */
    public static final String MOUNT = "/sys/fs/cgroup";

    /** Creates a cgroup below the root. */
    public static Cgroup create(VirtualMachine vm, String name) {
        return make(vm, MOUNT + "/" + name);
    }

    /** Creates a cgroup below this one. */
    public Cgroup child(String name) {
        return make(vm, path + "/" + name);
    }

    private static Cgroup make(VirtualMachine vm, String path) {
        vm.run("mkdir", path).text();
        return new Cgroup(vm, path);
    }

    /** Lets its children have CPU weights and cpusets. */
    public Cgroup withControllers() {
        write("cgroup.subtree_control", "+cpu +cpuset");
        return this;
    }

    /** The last part of its path. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The cgroup's id: the inode number of its directory. */
    public long cgid() {
        return Long.parseLong(vm.run("stat", "-c", "%i", path).text());
    }

    /** Sets an extended attribute of the directory. */
    public void setAttribute(String name, String value) {
        vm.run("set-attribute", path, name, value).text();
    }

    /** Delegates it to another user, as the kernel's documentation has it: the directory, and who is in it. */
    public void delegateTo(String user) {
        vm.run("chown", user, path, path + "/cgroup.procs", path + "/cgroup.threads", path + "/cgroup.subtree_control")
                .text();
    }

    /** Has another user set an extended attribute of the directory. */
    public void setAttributeAs(String user, String name, String value) {
        vm.run("set-attribute", "-u", user, path, name, value).text();
    }

    /** Removes an extended attribute of the directory. */
    public void removeAttribute(String name) {
        vm.run("set-attribute", path, name).text();
    }

    /** Removes it, empty as it must be. */
    public void remove() {
        vm.run("rmdir", path).text();
    }

    /** Moves a whole process here. */
    public void add(int pid) {
        write("cgroup.procs", Integer.toString(pid));
    }

    /** Starts a command that is in this cgroup before its first instruction. */
    public GuestProcess start(String... command) {
        String join = "echo 0 >\"$0/cgroup.procs\" && exec \"$@\"";
        return vm.start(Stream.concat(Stream.of("sh", "-c", join, path), Stream.of(command))
                .toArray(String[]::new));
    }

    public String read(String file) {
        return vm.read(path + "/" + file);
    }

    public void write(String file, String content) {
        vm.write(path + "/" + file, content);
    }

    /** CPU time that its tasks have used, in microseconds. */
    public long usageMicros() {
        return read("cpu.stat")
                .lines()
                .filter(line -> line.startsWith("usage_usec "))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    /** Kills what is in it and below, and removes it and its children. Harmless if it is gone already. */
    @Override
    public void close() {
        if (vm.run("test", "-d", path).exit() == 0) {
            write("cgroup.kill", "1");
            Await.await(
                    path + " to be empty",
                    EMPTY_LIMIT,
                    () -> read("cgroup.events").contains("populated 0"));
            vm.run("find", path, "-depth", "-type", "d", "-exec", "rmdir", "{}", ";")
                    .text();
        }
    }
}
