// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/**
 * Gives the classes of jars that were compiled for very old Javas the class file version of Java 8, in place: {@code NewerClasses JAR...}.
 * The code stays what it is. Java keeps no class before version 50 in its caches, and verifies it in the old, slow way.
 */
public final class NewerClasses {

    private static final int OLDEST_KEPT = ClassFile.JAVA_6_VERSION;
    private static final Attributes.Name CHANGED = new Attributes.Name("Changed-For-Jwasm");

    private NewerClasses() {
    }

    public static void main(String[] jars) throws IOException {
        for (String jar : jars) {
            upgrade(Path.of(jar));
        }
    }

    private static void upgrade(Path jar) throws IOException {
        Path result = jar.resolveSibling(jar.getFileName() + ".new");
        try (JarFile source = new JarFile(jar.toFile(), false)) {
            Manifest manifest = source.getManifest() == null ? new Manifest() : source.getManifest();
            if (manifest.getMainAttributes().containsKey(CHANGED)) {
                return;
            }
            manifest.getMainAttributes().putIfAbsent(Attributes.Name.MANIFEST_VERSION, "1.0");
            manifest.getMainAttributes().put(CHANGED, "class files have the version of Java 8");
            try (OutputStream out = Files.newOutputStream(result);
                            URLClassLoader types = new URLClassLoader(new URL[]{jar.toUri().toURL()})) {
                write(source, manifest, types, out);
            }
            Files.move(result, jar, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(result);
        }
    }

    private static void write(JarFile source, Manifest manifest, ClassLoader types, OutputStream out) throws IOException {
        ClassFile format = ClassFile.of(StackMapsOption.GENERATE_STACK_MAPS,
                        ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(types)));
        try (JarOutputStream target = new JarOutputStream(out)) {
            put(target, JarFile.MANIFEST_NAME, source.getEntry(JarFile.MANIFEST_NAME), null);
            manifest.write(target);
            for (JarEntry entry : source.stream().filter(each -> !each.getName().equals(JarFile.MANIFEST_NAME)).toList()) {
                byte[] bytes = source.getInputStream(entry).readAllBytes();
                put(target, entry.getName(), entry, entry.getName().endsWith(".class") ? upgrade(format, bytes) : bytes);
            }
        }
    }

    private static void put(JarOutputStream target, String name, ZipEntry like, byte[] bytes) throws IOException {
        JarEntry entry = new JarEntry(name);
        if (like != null) {
            // Builds can be repeated byte by byte.
            entry.setTimeLocal(like.getTimeLocal());
        }
        target.putNextEntry(entry);
        if (bytes != null) {
            target.write(bytes);
        }
    }

    private static byte[] upgrade(ClassFile format, byte[] bytes) {
        ClassModel model = format.parse(bytes);
        if (model.majorVersion() >= OLDEST_KEPT || model.isModuleInfo()) {
            return bytes;
        }
        return format.build(model.thisClass().asSymbol(), builder -> {
            builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
            for (ClassElement element : model) {
                if (element instanceof MethodModel method) {
                    builder.transformMethod(method, MethodTransform.transformingCode(CodeBuilder::with));
                } else if (!(element instanceof ClassFileVersion)) {
                    builder.with(element);
                }
            }
        });
    }
}
