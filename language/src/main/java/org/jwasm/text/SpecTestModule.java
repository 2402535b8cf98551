// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import java.util.function.Predicate;
import org.jwasm.structure.Feature;

/** The module {@code spectest} that scripts import from; what its functions are called with goes nowhere. */
public final class SpecTestModule {

    /** What it is called. */
    public static final String NAME = "spectest";

    private static final String CORE = """
                    (func (export "print"))
                    (func (export "print_i32") (param i32))
                    (func (export "print_i64") (param i64))
                    (func (export "print_f32") (param f32))
                    (func (export "print_f64") (param f64))
                    (func (export "print_i32_f32") (param i32 f32))
                    (func (export "print_f64_f64") (param f64 f64))
                    (global (export "global_i32") i32 (i32.const 666))
                    (global (export "global_i64") i64 (i64.const 666))
                    (global (export "global_f32") f32 (f32.const 666.6))
                    (global (export "global_f64") f64 (f64.const 666.6))
                    (table (export "table") 10 20 funcref)
                    (memory (export "memory") 1 2)
                    """;

    private SpecTestModule() {
    }

    /** Its binary format, with what scripts on the supported features import; it takes several memories to have that. */
    public static byte[] toBinary(Predicate<Feature> supports) {
        StringBuilder text = new StringBuilder(CORE);
        if (supports.test(Feature.MEMORY64)) {
            text.append("(table (export \"table64\") i64 10 20 funcref)\n");
        }
        if (supports.test(Feature.THREADS)) {
            text.append("(memory (export \"shared_memory\") 1 2 shared)\n");
        }
        return WatReader.toBinary(NAME, text);
    }
}
