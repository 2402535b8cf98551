// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jwasm.binary.DecoderOptions;
import org.jwasm.structure.Feature;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The option {@code -W} of commands that load modules: which features of WebAssembly these can use. */
@Command(addMethodSubcommands = false)
final class FeatureSwitches {

    /** How wasmtime calls some of them. */
    private static final Map<String, Feature> OTHER_NAMES = Map.of("exceptions", Feature.EXCEPTIONS, "legacy-exceptions", Feature.LEGACY_EXCEPTIONS);
    private static final Map<String, Feature> BY_NAME = new HashMap<>(OTHER_NAMES);

    static {
        for (Feature feature : Feature.values()) {
            BY_NAME.put(feature.toString(), feature);
        }
    }

    @Option(names = {"-W", "--wasm"}, split = ",", mapFallbackValue = "", paramLabel = "FEATURE=y|n",
                    description = "Switch a feature: gc=n, custom-descriptors=y. All of WebAssembly 3.0 is on.")
    private Map<String, String> wasm = new LinkedHashMap<>();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /**
     * The features that are on.
     *
     * @throws ParameterException if there is no such feature, or the value is none
     */
    Set<Feature> features() {
        for (String name : wasm.keySet()) {
            if (!BY_NAME.containsKey(name)) {
                throw new ParameterException(command.commandLine(), "unknown option -W " + name + "; known are " + String.join(", ", names()));
            }
        }
        try {
            return of(wasm);
        } catch (TypeConversionException e) {
            throw new ParameterException(command.commandLine(), e.getMessage());
        }
    }

    static Set<String> names() {
        return new TreeSet<>(BY_NAME.keySet());
    }

    /** The features that are on by switches among other options. */
    static Set<Feature> of(Map<String, String> options) {
        EnumSet<Feature> features = EnumSet.copyOf(DecoderOptions.DEFAULT.features());
        options.forEach((name, value) -> {
            Feature feature = BY_NAME.get(name);
            if (feature == null) {
                return;
            }
            if (isOn(name, value)) {
                features.add(feature);
            } else {
                features.remove(feature);
            }
        });
        return Feature.closed(features);
    }

    /** What a switch is set to; on if nothing is said. */
    static boolean isOn(String name, String value) {
        return switch (value) {
            case "", "y", "yes", "true" -> true;
            case "n", "no", "false" -> false;
            default -> throw new TypeConversionException("-W " + name + "=" + value + ": y or n is expected");
        };
    }

    /** The language's options that switch exactly these features on. */
    static Map<String, String> languageOptions(Set<Feature> features) {
        Map<String, String> options = new LinkedHashMap<>();
        for (Feature feature : Feature.values()) {
            if (features.contains(feature) != DecoderOptions.DEFAULT.features().contains(feature)) {
                options.put("wasm." + feature.optionName(), String.valueOf(features.contains(feature)));
            }
        }
        return options;
    }
}
