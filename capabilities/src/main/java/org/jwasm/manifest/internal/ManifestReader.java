// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.manifest.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jwasm.manifest.CapabilityKind;
import org.jwasm.manifest.Manifest;
import org.jwasm.manifest.Manifest.CapabilitySpec;
import org.jwasm.manifest.Manifest.Denied;
import org.jwasm.manifest.Manifest.FromCapability;
import org.jwasm.manifest.Manifest.FromProcess;
import org.jwasm.manifest.Manifest.ImportSpec;
import org.jwasm.manifest.Manifest.Main;
import org.jwasm.manifest.Manifest.ProcessSpec;
import org.jwasm.manifest.Manifest.WasiSpec;
import org.jwasm.manifest.ManifestException;
import org.jwasm.manifest.Position;
import org.jwasm.manifest.Problem;
import org.jwasm.manifest.Setting;
import org.jwasm.nanoprocess.Limits;
import org.jwasm.nanoprocess.Resource;
import org.jwasm.wit.WitException;
import org.jwasm.wit.WitFunction;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/** From the text of a manifest to what it says: the form of each part. What parts say of each other is for {@link ManifestChecks}. */
public final class ManifestReader {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_:@-]{0,127}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final String START = "_start";
    private static final String HOST = "host";
    private static final String OF_ALL = "the limits of all";
    private static final Position TOP = new Position(1, 1);

    private final List<Problem> problems = new ArrayList<>();

    private ManifestReader() {
    }

    /** See {@link Manifest#parse}. */
    public static Manifest read(String label, Path base, String text) throws ManifestException {
        TomlParseResult parsed = Toml.parse(text);
        ManifestReader reader = new ManifestReader();
        parsed.errors().forEach(error -> reader.problems.add(new Problem(error.position().line(), error.position().column(), lowerCase(error.getMessage()))));
        if (parsed.hasErrors()) {
            throw new ManifestException(label, reader.problems);
        }
        Manifest manifest = reader.manifest(label, base, new TomlNode(parsed, "a manifest", TOP, reader.problems));
        if (!reader.problems.isEmpty()) {
            throw new ManifestException(label, reader.problems);
        }
        return manifest;
    }

    private static String lowerCase(String message) {
        return message.isEmpty() ? message : Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }

    private Manifest manifest(String label, Path base, TomlNode root) {
        Map<String, CapabilitySpec> capabilities = capabilities(root, "the host");
        Map<String, ProcessSpec> unordered = new LinkedHashMap<>();
        TomlNode table = root.child("process", "`process`");
        if (table == null || table.keys().isEmpty()) {
            root.problem(table == null ? TOP : table.position(), "there is no process; one is written [process.NAME], with its module");
        } else {
            for (String name : table.keys()) {
                if (name.equals(HOST)) {
                    root.problem(table.at(name), "`host` is who makes the capabilities; a process needs another name");
                } else if (!NAME.matcher(name).matches()) {
                    root.problem(table.at(name), "`" + name + "` can't be the name of a process: letters, digits, and _ : @ -");
                }
                TomlNode node = table.child(name, "process `" + name + "`");
                if (node != null) {
                    unordered.put(name, process(name, node));
                }
            }
        }
        Limits limits = limits(root, OF_ALL);
        Object mainValue = root.raw("main");
        root.raw("$schema");
        root.rejectUnknown();
        ManifestChecks checks = new ManifestChecks(problems, capabilities, unordered);
        Map<String, ProcessSpec> processes = checks.inOrder();
        Main main = main(root, mainValue, processes);
        return new Manifest(label, base, main, capabilities, processes, limits, checks.holdings());
    }

    private Main main(TomlNode root, Object value, Map<String, ProcessSpec> processes) {
        String process = null;
        String export = START;
        Position at = root.valueAt("main");
        if (value == null) {
            if (processes.size() == 1) {
                return new Main(processes.keySet().iterator().next(), START);
            }
            if (processes.size() > 1) {
                root.problem(TOP, "`main` is missing: the name of the process that is run");
            }
            return null;
        }
        if (value instanceof String name) {
            process = name;
        } else {
            TomlNode node = root.child("main", "`main`", "the name of a process, or a table");
            if (node == null) {
                return null;
            }
            process = node.string("process");
            export = node.has("export") ? node.string("export") : START;
            at = node.has("process") ? node.valueAt("process") : node.position();
            node.rejectUnknown();
            if (process == null && !node.has("process")) {
                root.problem(node.position(), "`main` needs the name of a process, such as process = \"app\"");
            }
        }
        if (process != null && !processes.containsKey(process) && !processes.isEmpty()) {
            root.problem(at, "there is no process `" + process + "`" + Suggestions.of(process, processes.keySet()));
        }
        return new Main(process, export);
    }

    private ProcessSpec process(String name, TomlNode node) {
        String parent = node.string("parent");
        String module = node.path("module");
        if (module == null && !node.has("module")) {
            node.problem(node.position(), node.what() + " needs its `module`, the path of a file");
        }
        String sha256 = node.string("sha256");
        if (sha256 != null && !SHA256.matcher(sha256).matches()) {
            node.problem(node.valueAt("sha256"), "`sha256` of " + node.what() + " must be 64 hexadecimal digits in lower case");
        }
        Map<String, Position> positions = new HashMap<>();
        for (String key : List.of("parent", "module", "sha256")) {
            positions.put(key, node.valueAt(key));
        }
        Map<String, CapabilitySpec> capabilities = capabilities(node, node.what());
        WasiSpec wasi = wasi(node, positions);
        Map<String, Map<String, ImportSpec>> imports = imports(node);
        Map<String, WitFunction> functions = functions(node);
        Limits limits = limits(node, "the limits of " + node.what());
        node.rejectUnknown();
        return new ProcessSpec(name, parent, name, module, sha256, capabilities, wasi, imports, functions, limits,
                        positions, node.position());
    }

    /** The types of exported functions. */
    private static Map<String, WitFunction> functions(TomlNode process) {
        Map<String, WitFunction> functions = new LinkedHashMap<>();
        TomlNode table = process.child("functions", "`functions` of " + process.what(), "a table of types, such as show = \"func(title: string)\"");
        for (String name : table == null ? Set.<String>of() : table.keys()) {
            String type = table.string(name);
            if (type == null) {
                continue;
            }
            String prefix = name + ": ";
            try {
                functions.put(name, WitFunction.parse(prefix + type));
            } catch (WitException e) {
                Position at = table.valueAt(name);
                // Behind the quote, if it is the type that is wrong.
                int column = e.line() == 1 && e.column() > prefix.length() ? at.column() + e.column() - prefix.length() : at.column();
                process.problem(new Position(at.line(), column), "`" + name + "` of " + table.what() + ": " + e.text());
            }
        }
        return functions;
    }

    private Map<String, CapabilitySpec> capabilities(TomlNode owner, String whose) {
        Map<String, CapabilitySpec> capabilities = new LinkedHashMap<>();
        TomlNode table = owner.child("capabilities", "the capabilities of " + whose);
        if (table == null) {
            return capabilities;
        }
        boolean host = whose.equals("the host");
        for (String name : table.keys()) {
            CapabilitySpec spec = host ? made(table, name) : derived(table, name);
            if (spec != null) {
                capabilities.put(name, spec);
            }
        }
        return capabilities;
    }

    /** A capability that the host makes. */
    private CapabilitySpec made(TomlNode table, String name) {
        Position position = table.at(name);
        String what = "capability `" + name + "`";
        if (table.raw(name) instanceof String kind) {
            return spec(name, kind(table, kind, table.valueAt(name)), new EnumMap<>(Setting.class), position, null);
        }
        TomlNode node = table.child(name, what, "a kind of capability, or a table");
        if (node == null) {
            return null;
        }
        String kindName = node.string("kind");
        if (kindName == null) {
            if (!node.has("kind")) {
                node.problem(node.position(), what + " needs a `kind`" + (node.has("use") ? ": `use` is for what processes get from their parents" : ""));
            }
            return null;
        }
        CapabilityKind kind = kind(node, kindName, node.valueAt("kind"));
        return kind == null ? null : spec(name, kind, settings(node, kind), position, node);
    }

    private CapabilitySpec spec(String name, CapabilityKind kind, Map<Setting, Object> settings, Position position, TomlNode node) {
        if (kind != null) {
            for (Setting needed : needed(kind)) {
                if (!settings.containsKey(needed) && (node == null || !node.has(needed.toString()))) {
                    problems.add(new Problem(position.line(), position.column(),
                                    "capability `" + name + "` of kind " + kind + " needs `" + needed + "`: " + needed.type().expected()));
                }
            }
            if (kind == CapabilityKind.INPUT && (node == null || !node.has(Setting.PATH.toString()) && !node.has(Setting.TEXT.toString()))) {
                problems.add(new Problem(position.line(), position.column(), "capability `" + name + "` of kind input needs `path` or `text`"));
            }
        }
        return kind == null ? null : new CapabilitySpec(name, kind, null, settings, positions(settings, node), position);
    }

    private static Map<Setting, Position> positions(Map<Setting, Object> settings, TomlNode node) {
        Map<Setting, Position> positions = new EnumMap<>(Setting.class);
        settings.keySet().forEach(setting -> positions.put(setting, node.valueAt(setting.toString())));
        return positions;
    }

    private static List<Setting> needed(CapabilityKind kind) {
        return switch (kind) {
            case DIRECTORY, FILE, OUTPUT -> List.of(Setting.PATH);
            case TCP_CONNECT, TCP_LISTEN, UDP -> List.of(Setting.ENDPOINTS);
            case NAME_LOOKUP -> List.of(Setting.NAMES);
            case HTTP -> List.of(Setting.METHODS, Setting.ORIGINS);
            default -> List.of();
        };
    }

    private static CapabilityKind kind(TomlNode node, String name, Position at) {
        for (CapabilityKind kind : CapabilityKind.values()) {
            if (kind.toString().equals(name)) {
                return kind;
            }
        }
        node.problem(at, "there is no kind of capability `" + name + "`" +
                        Suggestions.of(name, Arrays.stream(CapabilityKind.values()).map(CapabilityKind::toString).toList()));
        return null;
    }

    private static Map<Setting, Object> settings(TomlNode node, CapabilityKind kind) {
        Map<Setting, Object> settings = new EnumMap<>(Setting.class);
        List<String> allowed = new ArrayList<>(List.of("kind"));
        for (Setting setting : Setting.values()) {
            if (setting.appliesTo(kind)) {
                allowed.add(setting.toString());
                read(node, setting, settings);
            }
        }
        node.rejectUnknown(allowed);
        return settings;
    }

    private static void read(TomlNode node, Setting setting, Map<Setting, Object> settings) {
        if (node.has(setting.toString())) {
            Object value = new SettingReader(node, setting).read();
            if (value != null) {
                settings.put(setting, value);
            }
        }
    }

    /** A capability that a process gets from its parent. Whether the settings fit its kind is seen when that is known. */
    private static CapabilitySpec derived(TomlNode table, String name) {
        Position position = table.at(name);
        if (table.raw(name) instanceof String use) {
            return new CapabilitySpec(name, null, use, Map.of(), Map.of(), table.valueAt(name));
        }
        TomlNode node = table.child(name, "capability `" + name + "`", "the name of a capability, or a table");
        if (node == null) {
            return null;
        }
        String use = node.has("use") ? node.string("use") : name;
        if (node.has("kind")) {
            node.problem(node.at("kind"), "processes get capabilities only from above: `kind` is for the [capabilities] of the manifest; write `use`");
            return null;
        }
        Map<Setting, Object> settings = new EnumMap<>(Setting.class);
        List<String> allowed = new ArrayList<>(List.of("use"));
        for (Setting setting : Setting.values()) {
            if (setting.isNarrowing()) {
                allowed.add(setting.toString());
                read(node, setting, settings);
            } else if (node.has(setting.toString())) {
                allowed.add(setting.toString());
                node.problem(node.at(setting.toString()), "`" + setting + "` is for the [capabilities] of the manifest: what is derived can only be less");
            }
        }
        node.rejectUnknown(allowed);
        return use == null ? null : new CapabilitySpec(name, null, use, settings, positions(settings, node), node.has("use") ? node.valueAt("use") : position);
    }

    private static WasiSpec wasi(TomlNode process, Map<String, Position> positions) {
        TomlNode node = process.child("wasi", "`wasi` of " + process.what());
        if (node == null) {
            return WasiSpec.NONE;
        }
        List<String> clocks = node.strings("clocks", "an array of names of clocks");
        Map<String, String> directories = node.stringTable("directories", "a table from paths to names of directories, such as { \"/in\" = \"photos\" }");
        List<String> functions = node.strings("functions", "an array of names of functions");
        Set<String> allowed = functions == null ? null : new LinkedHashSet<>(functions);
        for (String key : List.of("arguments", "environment", "stdin", "stdout", "stderr", "random")) {
            positions.put("wasi." + key, node.valueAt(key));
        }
        for (int i = 0; clocks != null && i < clocks.size(); i++) {
            positions.put("wasi.clocks." + i, node.elementAt("clocks", i));
        }
        if (directories != null) {
            TomlNode table = node.child("directories", "");
            directories.keySet().forEach(path -> positions.put("wasi.directories." + path, table.valueAt(path)));
        }
        WasiSpec wasi = new WasiSpec(node.string("arguments"), node.string("environment"), node.string("stdin"), node.string("stdout"),
                        node.string("stderr"), clocks == null ? List.of() : clocks, node.string("random"), directories == null ? Map.of() : directories,
                        allowed);
        node.rejectUnknown();
        return wasi;
    }

    private static Map<String, Map<String, ImportSpec>> imports(TomlNode process) {
        Map<String, Map<String, ImportSpec>> imports = new LinkedHashMap<>();
        TomlNode modules = process.child("imports", "`imports` of " + process.what());
        if (modules == null) {
            return imports;
        }
        for (String module : modules.keys()) {
            TomlNode functions = modules.child(module, "imports from `" + module + "` of " + process.what());
            if (functions != null) {
                Map<String, ImportSpec> bound = new LinkedHashMap<>();
                for (String name : functions.keys()) {
                    ImportSpec spec = binding(functions, name);
                    if (spec != null) {
                        bound.put(name, spec);
                    }
                }
                imports.put(module, bound);
            }
        }
        return imports;
    }

    private static ImportSpec binding(TomlNode functions, String name) {
        if (functions.raw(name) instanceof String text) {
            Position at = functions.valueAt(name);
            int dot = text.indexOf('.');
            if (text.equals("deny")) {
                return new Denied(at);
            }
            if (dot <= 0 || dot == text.length() - 1) {
                functions.problem(at, "import `" + name + "` must be \"PROCESS.EXPORT\", \"deny\", or a table, not \"" + text + "\"");
                return null;
            }
            return new FromProcess(text.substring(0, dot), text.substring(dot + 1), at);
        }
        TomlNode node = functions.child(name, "import `" + name + "`", "\"PROCESS.EXPORT\", \"deny\", or a table");
        if (node == null) {
            return null;
        }
        if (node.has("capability")) {
            String capability = node.string("capability");
            String operation = node.has("operation") ? node.string("operation") : name;
            node.rejectUnknown(List.of("capability", "operation"));
            return capability == null || operation == null ? null : new FromCapability(capability, operation, node.valueAt("capability"));
        }
        if (node.has("process")) {
            String other = node.string("process");
            String export = node.has("export") ? node.string("export") : name;
            node.rejectUnknown(List.of("process", "export"));
            return other == null || export == null ? null : new FromProcess(other, export, node.valueAt("process"));
        }
        node.problem(node.position(), "import `" + name + "` needs `process` and `export`, or `capability` and `operation`");
        return null;
    }

    private static Limits limits(TomlNode owner, String what) {
        TomlNode node = owner.child("limits", what);
        Limits limits = Limits.NONE;
        if (node == null) {
            return limits;
        }
        for (Resource resource : Resource.values()) {
            String key = key(resource);
            Object raw = node.raw(key);
            if (raw != null) {
                Long amount = amount(resource, raw);
                if (what.equals(OF_ALL) && !resource.isForAll()) {
                    node.problem(node.at(key), "`" + key + "` can be limited for each process, not for all together");
                } else if (amount == null) {
                    node.problem(node.valueAt(key), "`" + key + "` of " + what + " must be " + expected(resource) + ", not " + TomlNode.named(raw));
                } else {
                    limits = limits.with(resource, amount);
                }
            }
        }
        Object growth = node.raw("growth-fails");
        if (growth != null && !(growth instanceof Boolean)) {
            node.problem(node.valueAt("growth-fails"), "`growth-fails` of " + what + " must be true or false, not " + TomlNode.named(growth));
        }
        node.rejectUnknown();
        return Boolean.TRUE.equals(growth) ? limits.growthFails() : limits;
    }

    /** How a manifest names the limit of a resource. */
    public static String key(Resource resource) {
        return resource == Resource.WALL_CLOCK ? "deadline" : resource.toString();
    }

    /** Whether a resource is time, in nanoseconds. */
    public static boolean isTime(Resource resource) {
        return resource == Resource.WALL_CLOCK || resource == Resource.CPU_TIME;
    }

    private static String expected(Resource resource) {
        return (isTime(resource) ? Setting.Type.DURATION : Setting.Type.SIZE).expected();
    }

    private static Long amount(Resource resource, Object raw) {
        if (isTime(resource)) {
            Duration time = raw instanceof String text ? Quantities.duration(text) : null;
            return time == null || time.isNegative() || time.isZero() ? null : Long.valueOf(time.toNanos());
        }
        if (raw instanceof Long number) {
            return number < 0 ? null : number;
        }
        return raw instanceof String text ? Quantities.size(text) : null;
    }
}
