// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

import java.util.EnumSet;
import java.util.Set;

/** The parts of WebAssembly that came after 1.0 and can be switched off; the names are those of the proposals. */
public enum Feature {
    MULTI_VALUE("multi-value", "MultiValue"),
    REFERENCE_TYPES("reference-types", "ReferenceTypes"),
    BULK_MEMORY("bulk-memory", "BulkMemory"),
    SIGN_EXTENSION("sign-extension-ops", "SignExtensionOps"),
    SATURATING_FLOAT_TO_INT("nontrapping-float-to-int-conversions", "SaturatingFloatToInt"),
    MUTABLE_GLOBALS("mutable-global", "MutableGlobals"),
    EXTENDED_CONST("extended-const", "ExtendedConstExpressions"),
    SIMD("simd", "SIMD"),
    RELAXED_SIMD("relaxed-simd", "RelaxedSIMD", SIMD),
    TAIL_CALL("tail-call", "TailCalls"),
    TYPED_FUNCTION_REFERENCES("function-references", "TypedFunctionReferences", REFERENCE_TYPES),
    GC("gc", "GC", TYPED_FUNCTION_REFERENCES),
    EXCEPTIONS("exception-handling", "Exceptions"),
    /** The exception handling of before 3.0, which toolchains still emit. */
    LEGACY_EXCEPTIONS("legacy-exception-handling", "LegacyExceptions"),
    MULTI_MEMORY("multi-memory", "MultiMemory"),
    /** Also 64-bit tables. */
    MEMORY64("memory64", "Memory64"),
    THREADS("threads", "Threads"),
    WIDE_ARITHMETIC("wide-arithmetic", "WideArithmetic"),
    CUSTOM_PAGE_SIZES("custom-page-sizes", "CustomPageSizes"),
    CUSTOM_DESCRIPTORS("custom-descriptors", "CustomDescriptors", GC);

    private final String text;
    private final String optionName;
    private final Feature basis;

    Feature(String text, String optionName) {
        this(text, optionName, null);
    }

    Feature(String text, String optionName, Feature basis) {
        this.text = text;
        this.optionName = optionName;
        this.basis = basis;
    }

    /** The name of the language's option that switches it, without {@code wasm.}; as in GraalWasm where that has one. */
    public String optionName() {
        return optionName;
    }

    /** The features of {@code given} that can be used: without those that build on one that isn't there. */
    public static Set<Feature> closed(Set<Feature> given) {
        EnumSet<Feature> usable = EnumSet.noneOf(Feature.class);
        for (Feature feature : values()) {
            if (given.contains(feature) && (feature.basis == null || usable.contains(feature.basis))) {
                usable.add(feature);
            }
        }
        return usable;
    }

    @Override
    public String toString() {
        return text;
    }
}
