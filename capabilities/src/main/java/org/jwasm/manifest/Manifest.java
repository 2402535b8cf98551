// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.manifest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jwasm.manifest.internal.ManifestReader;
import org.jwasm.nanoprocess.Limits;
import org.jwasm.wit.WitFunction;

/**
 * What a manifest says, checked as far as that is possible without the files that it names. Maps keep the order of the file.
 *
 * <pre>{@code
 * Manifest manifest = Manifest.read(Path.of("app.toml"));
 * try (Application app = Application.start(manifest, Host.of(arguments))) {
 *     int exitCode = app.run();
 * }
 * }</pre>
 *
 * @param label what messages call the file
 * @param base what paths are relative to
 * @param main what is run
 * @param capabilities what the host makes and hands to processes at the top
 * @param processes by name; those at the top before their children
 * @param limits for all together
 * @param holdings what each process gets, by name of the process, by name of the capability
 */
public record Manifest(String label, Path base, Main main, Map<String, CapabilitySpec> capabilities, Map<String, ProcessSpec> processes,
                Limits limits, Map<String, Map<String, Holding>> holdings) {

    /** Whose export is run; {@code export} is {@code _start} for programs. */
    public record Main(String process, String export) {
    }

    /**
     * A capability.
     *
     * @param kind null if it is derived
     * @param use the name of what it is derived from, or null
     * @param positions of the settings
     * @param position of the name of what it is derived from, else of its own
     */
    public record CapabilitySpec(String name, CapabilityKind kind, String use, Map<Setting, Object> settings, Map<Setting, Position> positions,
                    Position position) {
    }

    /**
     * A nano-process.
     *
     * @param parent its name, or null at the top
     * @param path the names from the top down to it
     * @param module the path of the file
     * @param sha256 that it must have, in hexadecimal digits, or null
     * @param imports what functions are bound to, by module and name
     * @param functions the types of exported functions; those without are of numbers and references
     * @param positions of what is said of it, by dotted key
     */
    public record ProcessSpec(String name, String parent, String path, String module, String sha256, Map<String, CapabilitySpec> capabilities,
                    WasiSpec wasi, Map<String, Map<String, ImportSpec>> imports, Map<String, WitFunction> functions, Limits limits,
                    Map<String, Position> positions, Position position) {

        /** Where something is said, or where the process is if it isn't. */
        public Position at(String key) {
            return positions.getOrDefault(key, position);
        }

    }

    /**
     * Which capabilities WASI is made of, by name; null or empty where there is none.
     *
     * @param functions the only functions that are there, or null for all for which something was given
     */
    public record WasiSpec(String arguments, String environment, String stdin, String stdout, String stderr, List<String> clocks, String random,
                    Map<String, String> directories, Set<String> functions) {

        public static final WasiSpec NONE = new WasiSpec(null, null, null, null, null, List.of(), null, Map.of(), null);
    }

    /** What an import is bound to. */
    public sealed interface ImportSpec {
        Position position();
    }

    /** A function that another nano-process exports. */
    public record FromProcess(String process, String export, Position position) implements ImportSpec {
        @Override
        public String toString() {
            return process + "." + export;
        }
    }

    /** An operation of a capability that the process holds. */
    public record FromCapability(String capability, String operation, Position position) implements ImportSpec {
        @Override
        public String toString() {
            return operation + " of " + capability;
        }
    }

    /** Nothing: it can be linked, and each call is denied. */
    public record Denied(Position position) implements ImportSpec {
        @Override
        public String toString() {
            return "denied";
        }
    }

    /** Whether a file's name says that it is a manifest. */
    public static boolean isManifest(String file) {
        return file.endsWith(".toml");
    }

    /**
     * Reads a manifest.
     *
     * @throws ManifestException with all that is wrong in it
     */
    public static Manifest read(Path file) throws IOException, ManifestException {
        Path directory = file.getParent();
        return parse(file.toString(), directory == null ? Path.of("") : directory, new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    }

    /** The same of a text; {@code base} is what its paths are relative to. */
    public static Manifest parse(String label, Path base, String text) throws ManifestException {
        return ManifestReader.read(label, base, text);
    }

    /** The processes whose parent has this name, or at the top for null. */
    public List<ProcessSpec> children(String parent) {
        List<ProcessSpec> children = new ArrayList<>();
        for (ProcessSpec process : processes.values()) {
            if (java.util.Objects.equals(process.parent(), parent)) {
                children.add(process);
            }
        }
        return children;
    }
}
