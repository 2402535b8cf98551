// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Functions of shapes that are made to be slow to translate or to need a deep stack: each of fifty thousand pieces. */
class HostileCodeTest {

    private static final int MANY = 50_000;

    private static String repeat(IntFunction<String> piece) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < MANY; i++) {
            text.append(piece.apply(i));
        }
        return text.toString();
    }

    private static String nested(String open, String inner, String close) {
        return open.repeat(MANY) + inner + close.repeat(MANY);
    }

    /** Bodies of a function from i32 to i32, and the result for 1. */
    static Stream<Arguments> bodies() {
        String count = "(local.set 1 (i32.add (local.get 1) (i32.const 1)))";
        return Stream.of(
                        Arguments.of("nested conditions", nested("(if (local.get 0) (then ", count, "))") + "(local.get 1)", 1),
                        Arguments.of("nested conditions with work", nested("(if (local.get 0) (then " + count, count, "))") + "(local.get 1)", MANY + 1),
                        Arguments.of("conditions in a row", ("(if (local.get 0) (then " + count + "))").repeat(MANY) + "(local.get 1)", MANY),
                        Arguments.of("branches in a row", ("(block (br_if 0 (local.get 0)) " + count + ")").repeat(MANY) + "(local.get 1)", 0),
                        Arguments.of("blocks out of which all branches lead", nested("(block (br_if 0 (i32.eqz (local.get 0))) ", count, ")") + "(local.get 1)", 1),
                        Arguments.of("branches to the outermost block", "(block $out " + nested("(block (br_if $out (i32.eqz (local.get 0))) ", count, ")") +
                                        ")(local.get 1)", 1),
                        Arguments.of("nested loops", nested("(loop ", count, ")") + "(local.get 1)", 1),
                        Arguments.of("loops in a row", ("(loop " + count + ")").repeat(MANY) + "(local.get 1)", MANY),
                        Arguments.of("operands that wait for blocks", "(local.get 0) ".repeat(MANY) + "(block) ".repeat(MANY) + "i32.add ".repeat(MANY - 1), MANY),
                        Arguments.of("operands that wait for writes", ("(local.get 1) " + count).repeat(MANY) + "drop ".repeat(MANY - 1), 0),
                        Arguments.of("operands that wait for conditions", ("(local.get 0) (if (local.get 0) (then " + count + "))").repeat(MANY) + "i32.add ".repeat(
                                        MANY - 1), MANY),
                        Arguments.of("nested tables", "(block $out " + nested("(block (br_table 0 $out (local.get 1)) ", "", ")") + ")(local.get 0)", 1),
                        Arguments.of("a table with a case for each", "(block " + nested("(block ", "(br_table " + repeat(i -> i + " ") + "(local.get 0))",
                                        count + ")") + ")(local.get 1)", MANY - 2),
                        Arguments.of("nested handlers", nested("(block (try_table (catch_all 0) ", count, "))") + "(local.get 1)", 1),
                        Arguments.of("calls as arguments", nested("(call $one ", "(local.get 0)", ")"), 1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    @Timeout(120)
    void runsInLinearTime(String name, String body, int expected) {
        try (Context context = Context.create("wasm")) {
            Value exports = Wat.exports(context, "(module (func $one (param i32) (result i32) (local.get 0))" +
                            "(func (export \"run\") (param i32) (result i32) (local i32) " + body + "))");
            assertThat(exports.invokeMember("run", 1).asInt()).isEqualTo(expected);
        }
    }
}
