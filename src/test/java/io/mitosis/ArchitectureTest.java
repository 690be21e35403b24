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
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Dependencies between packages: nothing that any scheduler uses knows the cells, and decisions of the cells use
 * nothing that touches the operating system.
 */
class ArchitectureTest {
    private static final String HOUSE = "io.mitosis.";
    /** The packages through which a scheduler's module and the host meet. */
    private static final Set<String> HOST = Set.of("config", "event", "exit", "linux", "metrics", "scx", "stats.wire");

    private static final Set<String> GENERATED = Set.of("linux.libc", "bpf.libbpf");

    /** Each package, and the packages of the house that it may use beside itself. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            // Values and helpers of any program.
            row("text"),
            row("topology", "text"),
            row("config", "text"),
            row("exit", "text"),
            // Adapters to the operating system.
            row("linux.libc"),
            row("linux", "linux.libc"),
            row("linux.sysfs", "text", "topology"),
            row("event", "linux"),
            row("systemd", "event", "linux"),
            row("bpf.libbpf"),
            row("bpf", "bpf.libbpf", "config", "exit", "linux"),
            row("scx", "bpf", "config", "exit", "linux"),
            // The host, and the services that it gives every scheduler.
            row("stats", "text"),
            row("stats.wire", "stats", "text"),
            row("stats.client", "stats.wire"),
            row("stats.server", "config", "exit", "stats.wire"),
            row("metrics", "config", "exit", "text"),
            row("host", union(HOST, "linux.sysfs", "stats.server", "systemd", "text", "topology")),
            // The template of a scheduler.
            row("fifo", union(HOST, "bpf", "host", "stats")),
            // The cells: decisions, which touch nothing outside.
            row("cells.config", "config", "topology"),
            row("cells.model", "cells.config", "topology"),
            row("cells.share", "cells.model", "topology"),
            row("cells.place", "cells.model", "topology"),
            row("cells.planner", "cells.config", "cells.model", "cells.place", "cells.share", "topology"),
            row("cells.usage", "cells.model", "topology"),
            row("cells.rebalance", "cells.config", "cells.model", "cells.usage", "topology"),
            row("cells.limit"),
            row("cells.stats", "cells.limit", "cells.model", "cells.usage", "stats", "stats.wire", "topology"),
            row("cells.plan", "cells.config", "cells.model", "cells.planner", "text", "topology"),
            // The cells: adapters, and what connects them with the decisions.
            row("cells.cgroup", "cells.config", "cells.model", "linux", "text", "topology"),
            row(
                    "cells.bpf",
                    "bpf",
                    "cells.config",
                    "cells.limit",
                    "cells.model",
                    "cells.usage",
                    "exit",
                    "linux",
                    "scx",
                    "topology"),
            row(
                    "cells.metrics",
                    "cells.limit",
                    "cells.model",
                    "cells.stats",
                    "cells.usage",
                    "metrics",
                    "stats",
                    "topology"),
            row("cells.jfr", "cells.limit", "cells.model", "cells.rebalance", "cells.stats"),
            row("cells.top", "linux", "stats.client", "stats.wire"),
            row(
                    "cells",
                    union(
                            union(HOST, "bpf", "host", "stats", "stats.server", "text", "topology"),
                            "cells.bpf",
                            "cells.cgroup",
                            "cells.config",
                            "cells.jfr",
                            "cells.limit",
                            "cells.metrics",
                            "cells.model",
                            "cells.plan",
                            "cells.planner",
                            "cells.rebalance",
                            "cells.stats",
                            "cells.usage")),
            row(
                    "cli",
                    "cells",
                    "cells.config",
                    "cells.model",
                    "cells.plan",
                    "cells.planner",
                    "cells.stats",
                    "cells.top",
                    "config",
                    "exit",
                    "fifo",
                    "host",
                    "linux",
                    "stats.client",
                    "text",
                    "topology"));

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
    void nothingThatAnySchedulerUsesKnowsTheCells() {
        assertThat(violations(dependency -> {
                    String origin = house(dependency.getOriginClass());
                    return inside(dependency.getTargetClass(), "cells")
                            && !origin.equals("cli")
                            && !inside(dependency.getOriginClass(), "cells");
                }))
                .isEmpty();
    }

    @Test
    void packagesHaveNoCycles() {
        SlicesRuleDefinition.slices()
                .matching(HOUSE + "(**)")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
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
        Set<String> pure = Set.of(
                "cells.config",
                "cells.limit",
                "cells.model",
                "cells.place",
                "cells.plan",
                "cells.planner",
                "cells.rebalance",
                "cells.share",
                "cells.stats",
                "cells.usage",
                "config",
                "exit",
                "stats",
                "topology");
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

    private static Map.Entry<String, Set<String>> row(String name, String... uses) {
        return row(name, Set.of(uses));
    }

    private static Map.Entry<String, Set<String>> row(String name, Set<String> uses) {
        return Map.entry(name, uses);
    }

    private static Set<String> union(Set<String> some, String... others) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(Set.of(others));
        return all;
    }
}
