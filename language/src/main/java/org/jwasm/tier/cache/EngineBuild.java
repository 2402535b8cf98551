// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier.cache;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import org.jwasm.binary.FileBytes;
import org.jwasm.runtime.ModuleCode;

/** What tells one build of the engine from another: translated code fits exactly the build that made it. */
final class EngineBuild {

    /** Null if it can't be told. */
    static final String ID = id();

    private EngineBuild() {
    }

    private static String id() {
        MessageDigest digest = Digests.sha256();
        try {
            for (Class<?> part : List.of(EngineBuild.class, ModuleCode.class)) {
                CodeSource source = part.getProtectionDomain().getCodeSource();
                if (source == null || source.getLocation() == null || !add(digest, source.getLocation().toURI())) {
                    return null;
                }
            }
        } catch (IOException | java.net.URISyntaxException | IllegalArgumentException e) {
            return null;
        }
        return Digests.hex(digest.digest());
    }

    private static boolean add(MessageDigest digest, URI location) throws IOException {
        if (!"file".equals(location.getScheme())) {
            return false;
        }
        Path path = Path.of(location);
        String state = FileBytes.state(path);
        if (Files.isDirectory(path)) {
            addDirectory(digest, path);
        } else if (state != null) {
            // A jar of its own state on this machine; looking into it takes as long as reading a large module.
            digest.update((state + "\n").getBytes(StandardCharsets.UTF_8));
        } else {
            addJar(digest, path);
        }
        return true;
    }

    /** A jar has a checksum of each of its classes. */
    private static void addJar(MessageDigest digest, Path jar) throws IOException {
        try (ZipFile file = new ZipFile(jar.toFile())) {
            StringBuilder text = new StringBuilder();
            for (var entries = file.entries(); entries.hasMoreElements();) {
                ZipEntry entry = entries.nextElement();
                text.append(entry.getName()).append(' ').append(entry.getCrc()).append(' ').append(entry.getSize()).append('\n');
            }
            digest.update(text.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void addDirectory(MessageDigest digest, Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String text = directory.relativize(file) + " " + Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis() + "\n";
                digest.update(text.getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
