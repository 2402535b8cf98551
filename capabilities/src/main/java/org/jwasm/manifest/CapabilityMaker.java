// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.manifest;

import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jwasm.capabilities.ArgumentsCapability;
import org.jwasm.capabilities.Capability;
import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ClockCapability;
import org.jwasm.capabilities.DirectoryCapability;
import org.jwasm.capabilities.EnvironmentCapability;
import org.jwasm.capabilities.ErrorKind;
import org.jwasm.capabilities.HttpCapability;
import org.jwasm.capabilities.InputStreamCapability;
import org.jwasm.capabilities.LogCapability;
import org.jwasm.capabilities.NameLookupCapability;
import org.jwasm.capabilities.OpenFlag;
import org.jwasm.capabilities.OutputStreamCapability;
import org.jwasm.capabilities.Prompts;
import org.jwasm.capabilities.RandomCapability;
import org.jwasm.capabilities.Right;
import org.jwasm.capabilities.SpawnCapability;
import org.jwasm.capabilities.TcpConnectCapability;
import org.jwasm.capabilities.TcpListenCapability;
import org.jwasm.capabilities.UdpCapability;
import org.jwasm.manifest.Manifest.CapabilitySpec;
import org.jwasm.nanoprocess.Image;
import org.jwasm.nanoprocess.Supervisor;

/** Makes the capabilities of a manifest. */
final class CapabilityMaker {

    private final Host host;
    private final Path base;
    private final String programName;
    private final Supervisor supervisor;

    CapabilityMaker(Host host, Path base, String programName, Supervisor supervisor) {
        this.host = host;
        this.base = base;
        this.programName = programName;
        this.supervisor = supervisor;
    }

    /** What the host hands over. */
    Capability make(CapabilitySpec spec) throws CapabilityException, IOException {
        Capability made = Attenuation.of(original(spec), spec.settings());
        if (!Boolean.TRUE.equals(spec.settings().get(Setting.ASK))) {
            return made;
        }
        Path root = spec.kind() == CapabilityKind.DIRECTORY ? Path.of(made.scope()) : null;
        return made.askedBy(new Prompts(root, strings(spec.settings(), Setting.ALLOWED), host.powerbox(),
                        rule -> host.always().accept(spec.name(), rule)));
    }

    private Capability original(CapabilitySpec spec) throws CapabilityException, IOException {
        Map<Setting, Object> s = spec.settings();
        return switch (spec.kind()) {
            case ARGUMENTS -> ArgumentsCapability.of(arguments(s));
            case CLOCK -> clock(s);
            case DIRECTORY -> DirectoryCapability.open(path(s), Right.DIRECTORY);
            case ENVIRONMENT -> EnvironmentCapability.of(variables(s));
            case FILE -> file(s);
            case HOST -> handedOver(spec);
            case HTTP -> HttpCapability.of(Set.copyOf(strings(s, Setting.METHODS)), array(s, Setting.ORIGINS));
            case INPUT -> InputStreamCapability.of(s.containsKey(Setting.PATH) ? new FileInputStream(path(s).toFile())
                            : new ByteArrayInputStream(s.get(Setting.TEXT).toString().getBytes(StandardCharsets.UTF_8)));
            case LOG -> log(s);
            case NAME_LOOKUP -> NameLookupCapability.of(array(s, Setting.NAMES));
            case OUTPUT -> OutputStreamCapability.of(new FileOutputStream(path(s).toFile(), Boolean.TRUE.equals(s.get(Setting.APPEND))));
            case RANDOM -> RandomCapability.secure();
            case SPAWN -> spawn(s);
            case STDIN -> host.stdin();
            case STDOUT -> host.stdout();
            case STDERR -> host.stderr();
            case TCP_CONNECT -> TcpConnectCapability.of(array(s, Setting.ENDPOINTS));
            case TCP_LISTEN -> TcpListenCapability.of(array(s, Setting.ENDPOINTS));
            case UDP -> UdpCapability.of(array(s, Setting.ENDPOINTS));
        };
    }

    /** The authority to spawn what the modules are, within a budget. */
    private Capability spawn(Map<Setting, Object> settings) throws IOException {
        Map<String, Image> images = new LinkedHashMap<>();
        if (settings.get(Setting.MODULES) instanceof Map<?, ?> modules) {
            for (Map.Entry<?, ?> module : modules.entrySet()) {
                Path file = base.resolve(module.getValue().toString().replace('\0', '?'));
                images.put(module.getKey().toString(), supervisor.load(file.toString(), Files.readAllBytes(file)));
            }
        }
        Map<SpawnCapability.Resource, Long> budget = new EnumMap<>(SpawnCapability.Resource.class);
        for (Setting setting : List.of(Setting.CHILDREN, Setting.DEPTH, Setting.FUEL, Setting.MEMORY)) {
            if (settings.get(setting) instanceof Long amount) {
                budget.put(SpawnCapability.Resource.valueOf(setting.name()), amount);
            }
        }
        return supervisor.spawning(images, budget);
    }

    private Path path(Map<Setting, Object> settings) {
        return base.resolve(settings.get(Setting.PATH).toString());
    }

    @SuppressWarnings("unchecked")
    static List<String> strings(Map<Setting, Object> settings, Setting setting) {
        return (List<String>) settings.getOrDefault(setting, List.of());
    }

    static String[] array(Map<Setting, Object> settings, Setting setting) {
        return strings(settings, setting).toArray(String[]::new);
    }

    private List<String> arguments(Map<Setting, Object> settings) {
        if (settings.containsKey(Setting.VALUES)) {
            return strings(settings, Setting.VALUES);
        }
        List<String> all = new ArrayList<>();
        all.add(programName);
        all.addAll(host.arguments());
        return all;
    }

    private static ClockCapability clock(Map<Setting, Object> settings) {
        if (settings.get(Setting.SHOWS) instanceof Instant instant) {
            return ClockCapability.frozen(instant);
        }
        return switch (String.valueOf(settings.getOrDefault(Setting.TIME, "realtime"))) {
            case "monotonic" -> ClockCapability.monotonic();
            case "process-cpu" -> ClockCapability.processCpu();
            case "thread-cpu" -> ClockCapability.threadCpu();
            default -> ClockCapability.realtime();
        };
    }

    /** Those of the host's variables that are named, and those that are set; none by default. */
    private Map<String, String> variables(Map<Setting, Object> settings) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String name : strings(settings, Setting.VARIABLES)) {
            String value = host.environment().get(name);
            if (value != null) {
                variables.put(name, value);
            }
        }
        if (settings.get(Setting.SET) instanceof Map<?, ?> set) {
            set.forEach((name, value) -> variables.put(name.toString(), value.toString()));
        }
        return variables;
    }

    /** Opened through its directory, as there is no other way to a file. */
    private Capability file(Map<Setting, Object> settings) throws CapabilityException {
        Path path = path(settings).toAbsolutePath().normalize();
        Path parent = path.getParent();
        if (parent == null) {
            throw new CapabilityException(ErrorKind.ISDIR, "is a directory");
        }
        boolean writes = !Boolean.TRUE.equals(settings.get(Setting.READ_ONLY)) &&
                        (!(settings.get(Setting.RIGHTS) instanceof Set<?> rights) || rights.contains(Right.WRITE));
        Set<OpenFlag> flags = writes ? EnumSet.of(OpenFlag.READ, OpenFlag.WRITE) : EnumSet.of(OpenFlag.READ);
        return DirectoryCapability.open(parent, Right.DIRECTORY).open(path.getFileName().toString(), flags).only(CapabilityKind.FILE.rights());
    }

    private Capability handedOver(CapabilitySpec spec) throws CapabilityException {
        String name = spec.settings().getOrDefault(Setting.NAME, spec.name()).toString();
        Capability found = host.capability(name);
        if (found == null) {
            throw new CapabilityException(ErrorKind.NOENT, "the host has handed over no capability `" + name + "`");
        }
        return found;
    }

    private LogCapability log(Map<Setting, Object> settings) {
        OutputStreamCapability stream = "stdout".equals(settings.get(Setting.STREAM)) ? host.stdout() : host.stderr();
        return LogCapability.to((level, message) -> {
            byte[] line = (level.name().toLowerCase(java.util.Locale.ROOT) + " " + message + "\n").getBytes(StandardCharsets.UTF_8);
            try {
                stream.write(line, 0, line.length);
            } catch (CapabilityException e) {
                throw new IllegalStateException(e.getMessage());
            }
        });
    }

    /** Why one couldn't be made, in the user's words. */
    static String reason(CapabilitySpec spec, Exception failure) {
        Object path = spec.settings().get(Setting.PATH);
        if (failure instanceof NoSuchFileException e && path == null) {
            return "no such file: `" + e.getFile() + "`";
        }
        if (!(failure instanceof CapabilityException e) || path == null) {
            return path == null ? failure.getMessage() : "`" + path + "` can't be opened: " + failure.getMessage();
        }
        boolean directory = spec.kind() == CapabilityKind.DIRECTORY;
        return switch (e.kind()) {
            case NOENT -> "no such " + (directory ? "directory: `" : "file: `") + path + "`";
            case NOTDIR -> "`" + path + "` isn't a directory";
            case ACCES, PERM -> "`" + path + "`: permission denied";
            default -> "`" + path + "` can't be opened: " + e.getMessage();
        };
    }

    /** A duration or an instant, from now on. */
    static Capability expiring(Capability capability, Object expiry) throws CapabilityException {
        return expiry instanceof Duration time ? capability.expiresAfter(time) : capability.expiresAt((Instant) expiry);
    }
}
