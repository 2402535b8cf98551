// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.Stack;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The instruments that {@code jwasm run} offers. The script puts their jars on the module path only if one is asked for. */
@Command(addMethodSubcommands = false)
final class InstrumentOptions {

    private static final Set<String> REPORTS = Set.of("histogram", "calltree", "json", "flamegraph");

    @Option(names = "--cpusampler", paramLabel = "REPORT", arity = "0..1", preprocessor = AttachedOnly.class,
                    description = "Sample where time is spent, and report it at the end on standard error: histogram (the default), calltree, "
                                    + "json, or flamegraph (in the file flamegraph.svg).")
    private String sampler;

    @Option(names = "--inspect", paramLabel = "[HOST:]PORT", arity = "0..1", preprocessor = AttachedOnly.class,
                    description = "Let Chrome's developer tools debug the guest, which waits for them; by default on port 9229 of this machine.")
    private String inspector;

    @Option(names = "--dap", paramLabel = "[HOST:]PORT", arity = "0..1", preprocessor = AttachedOnly.class,
                    description = "The same for editors that speak the debug adapter protocol; by default on port 4711.")
    private String adapter;

    /**
     * The engine's options.
     *
     * @throws TypeConversionException if a value makes no sense
     */
    Map<String, String> engineOptions() {
        Map<String, String> options = new LinkedHashMap<>();
        if (sampler != null) {
            String report = sampler.isEmpty() ? "histogram" : sampler;
            if (!REPORTS.contains(report)) {
                throw new TypeConversionException("--cpusampler=" + report + ": histogram, calltree, json or flamegraph is expected");
            }
            options.put("cpusampler", report);
        }
        address("--inspect", inspector, "inspect", options);
        address("--dap", adapter, "dap", options);
        return options;
    }

    private static void address(String option, String value, String key, Map<String, String> options) {
        if (value == null) {
            return;
        }
        if (!value.matches("(|([^:\\s]+|\\[[0-9a-fA-F:]+\\]):)\\d{1,5}|")) {
            throw new TypeConversionException(option + "=" + value + ": a port is expected, or a host, a colon and a port");
        }
        options.put(key, value.isEmpty() ? "true" : value);
        options.put(key + ".Suspend", "true");
    }

    /** The value has to be attached, as {@code --inspect=9229}: the next word is the guest's file. */
    static final class AttachedOnly implements IParameterPreprocessor {

        @Override
        public boolean preprocess(Stack<String> words, CommandSpec command, ArgSpec option, Map<String, Object> details) {
            option.setValue("=".equals(details.get("separator")) ? words.pop() : "");
            return true;
        }
    }
}
