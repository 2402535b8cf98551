// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.manifest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

import org.tomlj.MutableTomlArray;
import org.tomlj.MutableTomlTable;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/** Changes a manifest and leaves the rest of it as it is written. */
public final class ManifestEditor {

    private ManifestEditor() {
    }

    /**
     * Adds a rule to what a capability with {@code ask} allows without asking.
     *
     * @throws IOException if the file can't be changed
     */
    public static void allow(Path manifest, String capability, String rule) throws IOException {
        TomlParseResult toml = Toml.parse(manifest);
        if (toml.hasErrors() || !(toml.get(List.of("capabilities", capability)) instanceof MutableTomlTable table)) {
            throw new IOException("there is no capability " + capability + " any more");
        }
        String key = Setting.ALLOWED.toString();
        if (table.get(List.of(key)) instanceof MutableTomlArray array) {
            array.add(rule);
        } else {
            table.set(List.of(key), List.of(rule));
        }
        Path whole = manifest.toAbsolutePath();
        Path written = Files.createTempFile(whole.getParent(), "jwasm", ".toml");
        try {
            Files.writeString(written, toml.toToml());
            Files.move(written, whole, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(written);
        }
    }
}
