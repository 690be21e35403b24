// SPDX-License-Identifier: Apache-2.0
package io.mitosis;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Who may use whom: the domain uses nothing that touches the operating system, adapters use the domain, and only
 * {@code scheduler} knows both.
 */
class ArchitectureTest {
    private static final String HOUSE = "io.mitosis.";
    private static final Set<String> DOMAIN = Set.of("topology", "cell", "demand", "exit");

    private static final Set<String> GENERATED = Set.of("linux.libc", "bpf.libbpf");

    /** Each package, and the packages of the house that it may use beside itself. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("text", Set.of()),
            Map.entry("topology", Set.of("text")),
            Map.entry("cell", Set.of("topology")),
            Map.entry("config", Set.of("cell", "text", "topology")),
            Map.entry("demand", Set.of("cell", "config", "topology")),
            Map.entry("exit", Set.of("text")),
            Map.entry("linux.libc", Set.of()),
            Map.entry("linux", Set.of("linux.libc")),
            Map.entry("bpf.libbpf", Set.of()),
            Map.entry("bpf", Set.of("bpf.libbpf", "config", "exit", "linux")),
            Map.entry("scx", Set.of("bpf", "config", "exit", "linux")),
            Map.entry("cells.bpf", union(DOMAIN, Set.of("bpf", "config", "linux", "scx"))),
            Map.entry("cgroup", Set.of("linux", "cell", "text", "topology")),
            Map.entry("plan", Set.of("cell", "text", "topology")),
            Map.entry("top", Set.of("linux", "stats.client", "stats.wire")),
            Map.entry("metrics", Set.of("cell", "config", "demand", "exit", "stats", "text", "topology")),
            Map.entry("jfr", Set.of("cell", "demand")),
            Map.entry("event", Set.of("linux")),
            Map.entry("systemd", Set.of("event", "linux")),
            Map.entry("stats", Set.of("cell", "demand", "topology")),
            Map.entry("stats.wire", Set.of("cell", "stats", "text")),
            Map.entry(
                    "host",
                    Set.of(
                            "config",
                            "event",
                            "exit",
                            "linux",
                            "scx",
                            "stats.server",
                            "stats.wire",
                            "systemd",
                            "text",
                            "topology")),
            Map.entry("fifo", Set.of("bpf", "config", "event", "exit", "host", "linux", "scx", "stats", "stats.wire")),
            Map.entry("stats.server", Set.of("config", "exit", "stats", "stats.wire")),
            Map.entry("stats.client", Set.of("exit", "stats", "stats.wire")),
            Map.entry(
                    "scheduler",
                    union(
                            DOMAIN,
                            Set.of(
                                    "bpf",
                                    "cells.bpf",
                                    "cgroup",
                                    "config",
                                    "event",
                                    "host",
                                    "linux",
                                    "plan",
                                    "scx",
                                    "systemd",
                                    "stats",
                                    "stats.server",
                                    "stats.wire",
                                    "metrics",
                                    "jfr",
                                    "text"))),
            Map.entry(
                    "cli",
                    union(
                            DOMAIN,
                            Set.of(
                                    "config",
                                    "fifo",
                                    "host",
                                    "linux",
                                    "scheduler",
                                    "plan",
                                    "stats",
                                    "stats.client",
                                    "stats.server",
                                    "text",
                                    "top",
                                    "metrics"))));

    private static final JavaClasses CLASSES = classes();

    @Test
    void packagesUseOnlyWhatTheyMay() {
        assertThat(violations(dependency -> {
                    String target = dependency.getTargetClass().getPackageName();
                    return target.startsWith(HOUSE) && !mayUse(dependency.getOriginClass(), target);
                }))
                .isEmpty();
    }

    @Test
    void everyPackageHasItsRowInTheTable() {
        assertThat(MAY_USE.keySet()).containsAll(packages());
    }

    @Test
    void nativeMemoryStaysBehindItsAdapters() {
        assertThat(violations(dependency -> isIn(dependency.getTargetClass(), "java.lang.foreign")
                        && !inside(dependency.getOriginClass(), "linux")
                        && !inside(dependency.getOriginClass(), "bpf")))
                .isEmpty();
    }

    @Test
    void decisionsTouchNoFileClockOrProcess() {
        Set<String> pure = Set.of("cell", "config", "demand", "exit", "stats");
        Set<String> world = Set.of(
                "java.io.File",
                "java.nio.file.Files",
                "java.time.Clock",
                "java.lang.ProcessHandle",
                "java.lang.Runtime",
                "java.lang.Thread");
        assertThat(violations(dependency -> pure.contains(house(dependency.getOriginClass()))
                        && world.contains(dependency.getTargetClass().getName())))
                .isEmpty();
    }

    @Test
    void theCommandLineAndTheLoggingBackEndAreKnownToCliAlone() {
        assertThat(violations(dependency -> {
                    String target = dependency.getTargetClass().getPackageName();
                    return (target.startsWith("picocli") || target.startsWith("ch.qos.logback"))
                            && !house(dependency.getOriginClass()).equals("cli");
                }))
                .isEmpty();
    }

    @Test
    void packagesWrittenByHandAreNullMarked() {
        assertThat(packages())
                .filteredOn(name -> !GENERATED.contains(name))
                .allMatch(name -> CLASSES.getPackage(HOUSE + name).isAnnotatedWith(NullMarked.class));
    }

    private static JavaClasses classes() {
        ((Logger) LoggerFactory.getLogger("com.tngtech.archunit")).setLevel(Level.WARN);
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.mitosis");
    }

    private static Set<String> packages() {
        JavaPackage root = CLASSES.getPackage("io.mitosis");
        return root.getSubpackagesInTree().stream()
                .filter(subpackage -> !subpackage.getClasses().isEmpty())
                .map(subpackage -> subpackage.getName().substring(HOUSE.length()))
                .collect(toCollection(TreeSet::new));
    }

    private static Set<String> violations(Predicate<Dependency> forbidden) {
        Set<String> violations = new TreeSet<>();
        for (JavaClass javaClass : CLASSES) {
            for (Dependency dependency : javaClass.getDirectDependenciesFromSelf()) {
                if (forbidden.test(dependency)) {
                    violations.add(dependency.getOriginClass().getName() + " uses "
                            + dependency.getTargetClass().getName());
                }
            }
        }
        return violations;
    }

    private static boolean mayUse(JavaClass origin, String target) {
        String name = target.substring(HOUSE.length());
        return origin.getPackageName().equals(target)
                || MAY_USE.getOrDefault(house(origin), Set.of()).contains(name);
    }

    private static String house(JavaClass origin) {
        return origin.getPackageName().substring(HOUSE.length());
    }

    private static boolean inside(JavaClass origin, String name) {
        return isIn(origin, HOUSE + name);
    }

    private static boolean isIn(JavaClass javaClass, String name) {
        return javaClass.getPackageName().equals(name)
                || javaClass.getPackageName().startsWith(name + ".");
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }
}
