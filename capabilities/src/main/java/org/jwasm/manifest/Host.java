// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.manifest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

import org.jwasm.capabilities.AuditLog;
import org.jwasm.capabilities.Capability;
import org.jwasm.capabilities.Decider;
import org.jwasm.capabilities.InputStreamCapability;
import org.jwasm.capabilities.OutputStreamCapability;
import org.jwasm.capabilities.Powerbox;

/**
 * What there is outside of a manifest from which its capabilities are made. By default that is what the host's process has; nothing
 * of it gets to a nano-process but what the manifest says.
 */
public final class Host {

    private List<String> arguments = List.of();
    private Map<String, String> environment = System.getenv();
    private InputStreamCapability stdin;
    private OutputStreamCapability stdout;
    private OutputStreamCapability stderr;
    private AuditLog audit;
    private Decider decider;
    private Powerbox powerbox;
    private BiConsumer<String, String> always = (_, _) -> {
    };
    private final Map<String, Capability> capabilities = new LinkedHashMap<>();

    private Host() {
    }

    /** @param arguments those of a program without its name */
    public static Host of(List<String> arguments) {
        Host host = new Host();
        host.arguments = List.copyOf(arguments);
        return host;
    }

    /** What variables are taken from. */
    public Host environment(Map<String, String> variables) {
        environment = Map.copyOf(variables);
        return this;
    }

    public Host stdin(InputStreamCapability stream) {
        stdin = Objects.requireNonNull(stream);
        return this;
    }

    public Host stdout(OutputStreamCapability stream) {
        stdout = Objects.requireNonNull(stream);
        return this;
    }

    public Host stderr(OutputStreamCapability stream) {
        stderr = Objects.requireNonNull(stream);
        return this;
    }

    /** Where events of capabilities go. */
    public Host audit(AuditLog log) {
        audit = log;
        return this;
    }

    /** Who is asked before each operation of each capability. */
    public Host decider(Decider asked) {
        decider = asked;
        return this;
    }

    /**
     * Who is asked for capabilities with {@code ask}; without, what isn't allowed beforehand is denied.
     *
     * @param rememberer gets the name of the capability and the rule when something is allowed for later runs too
     */
    public Host powerbox(Powerbox asked, BiConsumer<String, String> rememberer) {
        powerbox = asked;
        always = Objects.requireNonNull(rememberer);
        return this;
    }

    /** A capability for those of kind {@code host} with this name. */
    public Host capability(String name, Capability capability) {
        capabilities.put(name, Objects.requireNonNull(capability));
        return this;
    }

    List<String> arguments() {
        return arguments;
    }

    Map<String, String> environment() {
        return environment;
    }

    InputStreamCapability stdin() {
        return stdin == null ? InputStreamCapability.standardInput() : stdin;
    }

    OutputStreamCapability stdout() {
        return stdout == null ? OutputStreamCapability.standardOutput() : stdout;
    }

    OutputStreamCapability stderr() {
        return stderr == null ? OutputStreamCapability.standardError() : stderr;
    }

    AuditLog audit() {
        return audit;
    }

    Powerbox powerbox() {
        return powerbox;
    }

    BiConsumer<String, String> always() {
        return always;
    }

    Decider decider() {
        return decider;
    }

    /** Null if there is none. */
    Capability capability(String name) {
        return capabilities.get(name);
    }
}
