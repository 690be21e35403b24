// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Copies a jar and brings class files from before Java 6 to the format of Java 8: {@code ModernizeJar FROM TO}.
 *
 * <p>The JVM keeps no such old classes in a cache of loaded classes (their verifier is another one), nor any class that
 * extends one. So a library that is compiled for Java 5 would be parsed and verified anew at each start. What the code
 * does stays as it is: it gets a new version number and the stack maps that go with it. A jar in which anything was
 * changed says so in a file of its own, as the Apache licence asks.
 */
final class ModernizeJar {
    // Constant, so that the same jar always gives the same bytes; a jar holds local times.
    private static final LocalDateTime TIME = LocalDateTime.of(2025, 1, 1, 0, 0);

    private static final String NOTICE = "META-INF/MODIFIED-BY-MITOSIS.txt";
    private static final String NOTICE_TEXT =
            "Class files of this jar were brought to the format of Java 8 by the build of mitosis;\n"
                    + "their code was not changed otherwise.\n";

    private final ClassFile classFile;
    private boolean changed;

    private ModernizeJar(ClassLoader jar) {
        ClassHierarchyResolver hierarchy =
                ClassHierarchyResolver.ofResourceParsing(jar).orElse(ClassHierarchyResolver.defaultResolver());
        classFile = ClassFile.of(
                ClassFile.StackMapsOption.GENERATE_STACK_MAPS, ClassFile.ClassHierarchyResolverOption.of(hierarchy));
    }

    public static void main(String[] args) throws IOException {
        Path from = Path.of(args[0]);
        try (URLClassLoader loader = new URLClassLoader(new URL[] {from.toUri().toURL()}, null);
                JarFile jar = new JarFile(from.toFile());
                OutputStream file = Files.newOutputStream(Path.of(args[1]));
                ZipOutputStream out = new ZipOutputStream(file)) {
            ModernizeJar modernizer = new ModernizeJar(loader);
            for (JarEntry entry : Collections.list(jar.entries())) {
                try (InputStream in = jar.getInputStream(entry)) {
                    write(out, entry.getName(), modernizer.convert(entry.getName(), in.readAllBytes()));
                }
            }
            if (modernizer.changed) {
                write(out, NOTICE, NOTICE_TEXT.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static void write(ZipOutputStream out, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        out.putNextEntry(entry);
        out.write(bytes);
    }

    private byte[] convert(String name, byte[] bytes) {
        if (!name.endsWith(".class")) {
            return bytes;
        }
        ClassModel model = classFile.parse(bytes);
        if (model.majorVersion() >= ClassFile.JAVA_6_VERSION) {
            return bytes;
        }
        changed = true;
        ClassTransform newVersion = ModernizeJar::withNewVersion;
        return classFile.transformClass(
                model, newVersion.andThen(ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)));
    }

    private static void withNewVersion(ClassBuilder builder, ClassElement element) {
        if (element instanceof ClassFileVersion) {
            builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
        } else {
            builder.with(element);
        }
    }
}
