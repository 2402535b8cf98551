// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.jwasm.runtime.FailureType;
import org.jwasm.runtime.WasmException;

/** What is printed reads back to the same module. */
final class WatPrinterTest {

    private static final Pattern BINARY = Pattern.compile("\\(module\\s+(definition\\s+)?(\\$\\S+\\s+)?binary");

    private static byte[] read(String text) {
        return WatReader.toBinary("printed.wat", text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void foldsOperandsAndKeepsNames() {
        String text = """
                        (module $m
                          (type $t (func (param i32) (result i32)))
                          (import "a" "b" (func $imported (type $t) (param i32) (result i32)))
                          (export "f" (func $f))
                          (func $f (type $t) (param $x i32) (result i32)
                            (local $y i32)
                            (block $out
                              (if (i32.eqz (local.tee $y (call $imported (local.get $x))))
                                (then
                                  (br $out)
                                )
                              )
                              (br_if $out (local.get $y))
                            )
                            (i32.add (local.get $y) (i32.const 1))
                          )
                        )
                        """;
        assertThat(WatPrinter.toText(read(text))).isEqualTo(text);
    }

    @Test
    void nearerLabelOfTheSameNameIsNotMeant() {
        byte[] module = read("(func (block $l (block $l (br 1) (br 0))))");
        assertThat(WatPrinter.toText(module)).contains("(br 1)").contains("(br $l)");
        assertThat(read(WatPrinter.toText(module))).isEqualTo(module);
    }

    @Test
    void deepNestingHasNoLimitOfTheStack() {
        int depth = 50_000;
        byte[] module = read("(func (local i32)" + "(block ".repeat(depth) + "(drop " + "(i32.eqz ".repeat(depth) + "(local.get 0)" +
                        ")".repeat(2 * depth) + "))");
        assertThat(read(WatPrinter.toText(module))).isEqualTo(module);
    }

    /**
     * Modules that our reader assembled come back byte for byte; others may have longer encodings or empty sections, and what
     * comes back of them comes back byte for byte.
     */
    @TestFactory
    Stream<DynamicTest> modulesOfTheSuiteReadBack() {
        return OfficialSuite.scripts().stream().map(name -> DynamicTest.dynamicTest(name, () -> {
            SourceText script = OfficialSuite.script(name);
            String text = new String(script.bytes(), StandardCharsets.ISO_8859_1);
            List<String> failures = new ArrayList<>();
            for (ScriptCommand command : ScriptReader.read(script)) {
                if (command instanceof ScriptCommand.Module module) {
                    byte[] binary = module.source().toBinary(WatOptions.DEFAULT);
                    byte[] back = read(WatPrinter.toText(binary));
                    boolean ours = !BINARY.matcher(text).region(command.offset(), text.length()).lookingAt();
                    boolean isBack = Arrays.equals(back, ours ? binary : read(WatPrinter.toText(back)));
                    if (!isBack || !Arrays.equals(back, read(WatPrinter.toText(binary, WatPrinter.Layout.FLAT)))) {
                        failures.add(script.position(command.offset()));
                    }
                }
            }
            assertThat(failures).isEmpty();
        }));
    }

    @Test
    void sectionsOfTheSameNameAreAllPrinted() {
        byte[] module = read("(func $f) (@custom \"name\" (after last) \"\\01\\04\\01\\00\\01f\") (@custom \"name\" (after last) \"\\01\\04\\01\\00\\01g\")");
        assertThat(WatPrinter.toText(module)).contains("func $f").contains("g\")");
        assertThat(read(WatPrinter.toText(module))).isEqualTo(module);
    }

    @Test
    void damagedModulesGiveErrorsOnly() {
        byte[] module = read("""
                        (module (type $t (func (param i32) (result i32))) (memory 1) (table 1 funcref) (global i32 (i32.const 1))
                          (func $f (type $t) (param $x i32) (result i32) (local f64)
                            (block (br_table 0 1 (local.get 0))) (i32.load offset=4 (local.get 0)))
                          (elem (i32.const 0) $f) (data (i32.const 0) "abc") (export "f" (func $f)))
                        """);
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = Arrays.copyOf(module, random.nextInt(4) == 0 ? random.nextInt(module.length) : module.length);
            for (int n = random.nextInt(3); n >= 0 && damaged.length > 0; n--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                WatPrinter.toText(damaged);
            } catch (WasmException e) {
                assertThat(e.failureType()).isEqualTo(FailureType.MALFORMED);
            }
        }
        assertThatThrownBy(() -> WatPrinter.toText(new byte[3])).isInstanceOf(WasmException.class).hasMessage("magic header not detected");
    }
}
