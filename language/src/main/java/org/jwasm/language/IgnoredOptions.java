// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import java.util.ArrayList;
import java.util.List;

import org.graalvm.options.OptionCategory;
import org.graalvm.options.OptionDescriptor;
import org.graalvm.options.OptionKey;
import org.graalvm.options.OptionStability;
import org.graalvm.options.OptionType;

/** Options of GraalWasm about how it works inside, accepted so that programs which set them run; they do nothing here. */
final class IgnoredOptions {

    private static final List<String> FLAGS = List.of("UseUnsafeMemory", "MemoryOverheadMode", "DirectByteBufferMemoryAccess", "DebugTestMode",
                    "WasiConstantRandomGet");
    private static final List<String> NUMBERS = List.of("AsyncParsingBinarySize", "AsyncParsingStackSize");
    private static final String CONSTANTS = "StoreConstantsPolicy";

    private IgnoredOptions() {
    }

    static List<OptionDescriptor> descriptors() {
        List<OptionDescriptor> descriptors = new ArrayList<>();
        FLAGS.forEach(name -> descriptors.add(descriptor(new OptionKey<>(false), name, "true|false")));
        NUMBERS.forEach(name -> descriptors.add(descriptor(new OptionKey<>(0), name, "<number>")));
        descriptors.add(descriptor(new OptionKey<>("NONE", OptionType.defaultType(String.class)), CONSTANTS, "NONE|ALL|LARGE_ONLY"));
        return descriptors;
    }

    private static OptionDescriptor descriptor(OptionKey<?> key, String name, String syntax) {
        return OptionDescriptor.newBuilder(key, WasmLanguage.ID + "." + name).category(OptionCategory.INTERNAL).stability(OptionStability.STABLE).help(
                        "Of GraalWasm; has no effect.").usageSyntax(syntax).build();
    }
}
