// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier.cache;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import org.jwasm.binary.FileBytes;
import org.jwasm.runtime.ModuleCode;

/** What tells one build of the engine from another: translated code fits exactly the build that made it. */
final class EngineBuild {

    /** Null if it can't be told, or nobody has asked yet. */
    private static String id;
    private static boolean told;

    private EngineBuild() {
    }

    /**
     * What this build is called; null if it can't be told.
     *
     * @param directory has what jars of a state have in them: looking there takes as long as reading a large module
     */
    static synchronized String id(CacheDirectory directory) {
        if (!told) {
            told = true;
            try {
                id = find(directory);
            } catch (IOException | java.net.URISyntaxException | IllegalArgumentException e) {
                id = null;
            }
        }
        return id;
    }

    private static String find(CacheDirectory directory) throws IOException, java.net.URISyntaxException {
        List<Path> parts = new ArrayList<>();
        for (Class<?> part : List.of(EngineBuild.class, ModuleCode.class)) {
            CodeSource source = part.getProtectionDomain().getCodeSource();
            if (source == null || source.getLocation() == null || !"file".equals(source.getLocation().getProtocol())) {
                return null;
            }
            parts.add(Path.of(source.getLocation().toURI()));
        }
        String state = state(parts);
        String known = KnownFiles.find(directory, state);
        if (known != null) {
            return known;
        }
        MessageDigest digest = Digests.sha256();
        for (Path part : parts) {
            if (Files.isDirectory(part)) {
                addDirectory(digest, part);
            } else {
                addJar(digest, part);
            }
        }
        String computed = Digests.hex(digest.digest());
        KnownFiles.note(directory, state, computed);
        return computed;
    }

    /** The states of jars as that of one file; null if one is none, or not known. */
    private static String state(List<Path> parts) {
        String files = "engine";
        String states = "";
        for (Path part : parts) {
            String each = Files.isDirectory(part) ? null : FileBytes.identity(part);
            if (each == null) {
                return null;
            }
            int space = each.indexOf(' ');
            files = files.concat("+").concat(each.substring(0, space));
            states = states.concat(each.substring(space));
        }
        return files.concat(states);
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
