// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nanoprocess;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

import org.jwasm.capabilities.ArgumentsCapability;
import org.jwasm.capabilities.Capability;
import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ClockCapability;
import org.jwasm.capabilities.DirectoryCapability;
import org.jwasm.capabilities.EnvironmentCapability;
import org.jwasm.capabilities.Holder;
import org.jwasm.capabilities.InputStreamCapability;
import org.jwasm.capabilities.OutputStreamCapability;
import org.jwasm.capabilities.RandomCapability;
import org.jwasm.wit.WitFunction;

/**
 * All that a nano-process gets when it is spawned: capabilities, functions of other nano-processes, and limits. What isn't
 * in it isn't there. Immutable.
 *
 * <pre>{@code
 * Endowment endowment = Endowment.builder()
 *                 .stdout(OutputStreamCapability.standardOutput())
 *                 .directory("/in", photos.readOnly())
 *                 .bind("host", "notify", notifier.function("notify"))
 *                 .limits(Limits.NONE.memory(64 << 20))
 *                 .build();
 * }</pre>
 */
public final class Endowment {

    /** Nothing at all. */
    public static final Endowment EMPTY = builder().build();

    private final Map<String, Map<String, Object>> bindings;
    private final Map<String, Capability> named;
    private final Program program;
    private final Set<String> wasiFunctions;
    private final Limits limits;

    private Endowment(Builder builder) {
        Map<String, Map<String, Object>> copy = new LinkedHashMap<>();
        builder.bindings.forEach((module, functions) -> copy.put(module, Collections.unmodifiableMap(new LinkedHashMap<>(functions))));
        this.bindings = Collections.unmodifiableMap(copy);
        this.named = Collections.unmodifiableMap(new LinkedHashMap<>(builder.named));
        this.program = new Program(builder.arguments, builder.environment, builder.stdin, builder.stdout, builder.stderr,
                        List.copyOf(builder.clocks), builder.random, Collections.unmodifiableMap(new LinkedHashMap<>(builder.directories)));
        this.wasiFunctions = builder.wasiFunctions == null ? null : Set.copyOf(builder.wasiFunctions);
        this.limits = builder.limits;
    }

    /**
     * A function that another nano-process exports, looked up when the import is linked.
     *
     * @param type in WIT, or null
     */
    public record Export(Supplier<NanoProcess> process, String name, WitFunction type) {
    }

    /** An operation of a capability, called with numbers and with pointers into the memory of its caller. */
    public record CoreOperation(Capability capability, String name) {
    }

    /**
     * What an import is bound to that can be linked, but not be used: each call is denied, and told to the holder's audit log.
     *
     * @param holder null until it is issued
     */
    public record Denied(Holder holder) {
    }

    /**
     * What WASI is made of; each may be null.
     *
     * @param directories by the path under which the guest knows them, in order
     */
    public record Program(ArgumentsCapability arguments, EnvironmentCapability environment, InputStreamCapability stdin,
                    OutputStreamCapability stdout, OutputStreamCapability stderr, List<ClockCapability> clocks, RandomCapability random,
                    Map<String, DirectoryCapability> directories) {

        /** Whether there is anything of it; if not, WASI isn't there at all. */
        public boolean isEmpty() {
            return arguments == null && environment == null && clocks.isEmpty() && random == null && !hasDescriptors();
        }

        /** Whether there is something that a descriptor can stand for. */
        public boolean hasDescriptors() {
            return stdin != null || stdout != null || stderr != null || !directories.isEmpty();
        }
    }

    /**
     * The same with everything granted to a holder: what was a capability of somebody else is delegated.
     *
     * @throws CapabilityException if one of them can't be handed on
     */
    Endowment issuedTo(Holder holder) throws CapabilityException {
        Builder builder = builder().limits(limits);
        builder.wasiFunctions = wasiFunctions;
        for (Map.Entry<String, Map<String, Object>> module : bindings.entrySet()) {
            for (Map.Entry<String, Object> function : module.getValue().entrySet()) {
                builder.bind(module.getKey(), function.getKey(), issued(function.getValue(), holder));
            }
        }
        for (Map.Entry<String, Capability> grant : named.entrySet()) {
            builder.grant(grant.getKey(), issue(grant.getValue(), holder));
        }
        builder.arguments = issue(program.arguments(), holder);
        builder.environment = issue(program.environment(), holder);
        builder.stdin = issue(program.stdin(), holder);
        builder.stdout = issue(program.stdout(), holder);
        builder.stderr = issue(program.stderr(), holder);
        builder.random = issue(program.random(), holder);
        for (ClockCapability clock : program.clocks()) {
            builder.clock(issue(clock, holder));
        }
        for (Map.Entry<String, DirectoryCapability> directory : program.directories().entrySet()) {
            builder.directory(directory.getKey(), issue(directory.getValue(), holder));
        }
        return builder.build();
    }

    private static Object issued(Object function, Holder holder) throws CapabilityException {
        return switch (function) {
            case Capability capability -> issue(capability, holder);
            case Operation operation -> operation.of(issue(operation.capability(), holder));
            case CoreOperation operation -> new CoreOperation(issue(operation.capability(), holder), operation.name());
            case Denied _ -> new Denied(holder);
            default -> function;
        };
    }

    @SuppressWarnings("unchecked")
    private static <C extends Capability> C issue(C capability, Holder holder) throws CapabilityException {
        // Each kind delegates to its own kind.
        return capability == null || capability.holder() == holder ? capability : (C) capability.delegate(holder);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** What functions are imported from where: by module, by name. */
    public Map<String, Map<String, Object>> bindings() {
        return bindings;
    }

    /** Capabilities that the guest's code imports as globals of type {@code externref}, from the module {@code capability}. */
    public Map<String, Capability> named() {
        return named;
    }

    public Program program() {
        return program;
    }

    /** The only functions of WASI that are there, or null for all that {@link #program()} gives something for. */
    public Set<String> wasiFunctions() {
        return wasiFunctions;
    }

    /** Whether a function of WASI, if there is one of this name, is there: if something was given that it needs, and it isn't left out. */
    public boolean givesWasi(String function) {
        if (wasiFunctions != null && !wasiFunctions.contains(function)) {
            return false;
        }
        int separator = function.indexOf('_');
        return switch (separator < 0 ? function : function.substring(0, separator)) {
            case "args" -> program.arguments() != null;
            case "environ" -> program.environment() != null;
            case "clock" -> !program.clocks().isEmpty();
            case "random" -> program.random() != null;
            case "path" -> !program.directories().isEmpty();
            case "fd" -> program.hasDescriptors();
            case "poll" -> program.hasDescriptors() || !program.clocks().isEmpty();
            case "proc", "sched" -> !program.isEmpty();
            default -> false;
        };
    }

    public Limits limits() {
        return limits;
    }

    /** Collects an endowment. */
    public static final class Builder {

        private final Map<String, Map<String, Object>> bindings = new LinkedHashMap<>();
        private final Map<String, Capability> named = new LinkedHashMap<>();
        private final Map<String, DirectoryCapability> directories = new LinkedHashMap<>();
        private final List<ClockCapability> clocks = new ArrayList<>();
        private ArgumentsCapability arguments;
        private EnvironmentCapability environment;
        private InputStreamCapability stdin;
        private OutputStreamCapability stdout;
        private OutputStreamCapability stderr;
        private RandomCapability random;
        private Set<String> wasiFunctions;
        private Limits limits = Limits.NONE;

        private Builder() {
        }

        /**
         * Gives an import of the module a function: {@link NanoProcess#function}, a {@link TypedFunction}, a
         * {@link org.jwasm.capabilities.FunctionCapability}, an {@link Operation} of a capability, or anything else that can be executed.
         * What imports a typed function must have the core type that it is lowered to, and what the canonical ABI of the Component
         * Model needs for it: exports {@code memory} and, if the result has strings or lists, {@code cabi_realloc}.
         */
        public Builder bind(String module, String name, Object function) {
            bindings.computeIfAbsent(module, _ -> new LinkedHashMap<>()).put(name, Objects.requireNonNull(function));
            return this;
        }

        /** The same for an import that has the name of the typed function. */
        public Builder bind(String module, TypedFunction function) {
            return bind(module, function.type().name(), function);
        }

        /** The same for a function of a nano-process that may not be there yet; it must be linked before: {@link Supervisor#create}. */
        public Builder bind(String module, String name, Supplier<NanoProcess> process, String export) {
            return bind(module, name, new Export(process, export, null));
        }

        /** The same with a type in WIT, see {@link NanoProcess#function(String, WitFunction)}. */
        public Builder bind(String module, String name, Supplier<NanoProcess> process, String export, WitFunction type) {
            return bind(module, name, new Export(process, export, Objects.requireNonNull(type)));
        }

        /**
         * Gives an import an operation of a capability, such as {@code connect} of {@code tcp-connect}.
         *
         * @param operation one of {@link org.jwasm.capabilities.Operations#of}
         */
        public Builder bindOperation(String module, String name, Capability capability, String operation) {
            return bind(module, name, new CoreOperation(capability, operation));
        }

        /** Lets a module be linked that imports what it mustn't use: each call is denied. */
        public Builder deny(String module, String name) {
            return bind(module, name, new Denied(null));
        }

        /** Of WASI only these functions are there, if what they need was granted. */
        public Builder wasiFunctions(Collection<String> names) {
            wasiFunctions = new LinkedHashSet<>(names);
            return this;
        }

        /** Grants a capability under a name: the guest's import {@code (import "capability" NAME (global externref))}. */
        public Builder grant(String name, Capability capability) {
            named.put(name, Objects.requireNonNull(capability));
            return this;
        }

        /** The program's arguments, its name first. */
        public Builder arguments(ArgumentsCapability granted) {
            arguments = granted;
            return this;
        }

        public Builder environment(EnvironmentCapability granted) {
            environment = granted;
            return this;
        }

        public Builder stdin(InputStreamCapability granted) {
            stdin = granted;
            return this;
        }

        public Builder stdout(OutputStreamCapability granted) {
            stdout = granted;
            return this;
        }

        public Builder stderr(OutputStreamCapability granted) {
            stderr = granted;
            return this;
        }

        public Builder clock(ClockCapability granted) {
            clocks.add(Objects.requireNonNull(granted));
            return this;
        }

        public Builder random(RandomCapability granted) {
            random = granted;
            return this;
        }

        /** A directory under the path by which the guest knows it. */
        public Builder directory(String guestPath, DirectoryCapability granted) {
            directories.put(guestPath, Objects.requireNonNull(granted));
            return this;
        }

        public Builder limits(Limits chosen) {
            limits = Objects.requireNonNull(chosen);
            return this;
        }

        public Endowment build() {
            return new Endowment(this);
        }
    }
}
