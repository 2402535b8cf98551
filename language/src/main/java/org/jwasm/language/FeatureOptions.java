// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.graalvm.options.OptionCategory;
import org.graalvm.options.OptionDescriptor;
import org.graalvm.options.OptionDescriptors;
import org.graalvm.options.OptionKey;
import org.graalvm.options.OptionStability;
import org.graalvm.options.OptionValues;
import org.graalvm.polyglot.SandboxPolicy;
import org.jwasm.binary.DecoderOptions;
import org.jwasm.structure.Feature;

import com.oracle.truffle.api.TruffleOptionDescriptors;

/** The options that switch features, {@code wasm.FEATURE}, beside those of {@link WasmOptions}. */
final class FeatureOptions implements TruffleOptionDescriptors {

    private static final String PREFIX = WasmLanguage.ID + ".";
    private static final Map<Feature, OptionKey<Boolean>> KEYS = new EnumMap<>(Feature.class);
    /** GraalWasm has one option for two proposals. */
    private static final String BULK_MEMORY_AND_REF_TYPES = "BulkMemoryAndRefTypes";
    private static final OptionKey<Boolean> BOTH = new OptionKey<>(true);
    private static final OptionDescriptors DESCRIPTORS;

    static {
        List<OptionDescriptor> descriptors = new ArrayList<>();
        for (Feature feature : Feature.values()) {
            OptionKey<Boolean> key = new OptionKey<>(DecoderOptions.DEFAULT.features().contains(feature));
            KEYS.put(feature, key);
            descriptors.add(descriptor(key, feature.optionName(), "Let modules use what the proposal " + feature + " adds."));
        }
        descriptors.add(descriptor(BOTH, BULK_MEMORY_AND_REF_TYPES, "Let modules use what the proposals bulk-memory and reference-types add."));
        descriptors.addAll(IgnoredOptions.descriptors());
        DESCRIPTORS = OptionDescriptors.createUnion(new WasmOptionsOptionDescriptors(), OptionDescriptors.create(descriptors));
    }

    private static OptionDescriptor descriptor(OptionKey<Boolean> key, String name, String help) {
        return OptionDescriptor.newBuilder(key, PREFIX + name).category(OptionCategory.EXPERT).stability(
                        OptionStability.STABLE).usageSyntax("true|false").help(help).build();
    }

    /** The features that a context's options leave on: none whose basis is off. */
    static Set<Feature> features(OptionValues values) {
        Set<Feature> features = EnumSet.noneOf(Feature.class);
        KEYS.forEach((feature, key) -> {
            if (values.get(key)) {
                features.add(feature);
            }
        });
        if (!values.get(BOTH)) {
            features.remove(Feature.BULK_MEMORY);
            features.remove(Feature.REFERENCE_TYPES);
        }
        return Feature.closed(features);
    }

    @Override
    public OptionDescriptor get(String optionName) {
        return DESCRIPTORS.get(optionName);
    }

    @Override
    public Iterator<OptionDescriptor> iterator() {
        return DESCRIPTORS.iterator();
    }

    /** No option gives a guest anything that the host didn't decide on. */
    @Override
    public SandboxPolicy getSandboxPolicy(String optionName) {
        return SandboxPolicy.UNTRUSTED;
    }
}
