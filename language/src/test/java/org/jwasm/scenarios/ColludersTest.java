// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jwasm.capabilities.ClockCapability;
import org.jwasm.nanoprocess.Endowment;
import org.jwasm.nanoprocess.Image;
import org.jwasm.nanoprocess.Limits;
import org.jwasm.nanoprocess.NanoProcess;

/**
 * S5, R16: one holds a secret, the other could send it, and they have no capability and no function in common. They try all that
 * both of them have. How long things take is no part of it: see docs/security.md.
 */
@Timeout(120)
class ColludersTest extends Scenario {

    private static final int ROUNDS = 500;
    /** Says a bit in all the ways that it has, and looks for one in the same. */
    private static final String COLLUDER = """
                    (module MEMORY (import "capability" "clock" (global $clock externref))
                      (import "capability-method" "offset(s64)->capability" (func $offset (param externref i64) (result externref)))
                      (import "capability-method" "now()->s64" (func $now (param externref) (result i64)))
                      (import "capability-method" "live->bool" (func $live (param externref) (result i32)))
                      (import "capability-method" "revoke()" (func $revoke (param externref)))
                      (global $g (mut i32) (i32.const 0)) (table $t 1 100 externref) (type $a (array (mut i32)))
                      (global $image (ref $a) (array.new $a (i32.const 0) (i32.const 4)))
                      (global $held (mut externref) (ref.null extern))
                      (elem $e externref (ref.null extern)) (data $d "x")
                      (func (export "say") (param i32)
                        (i32.store (i32.const 4) (local.get 0)) (global.set $g (local.get 0))
                        (array.set $a (global.get $image) (i32.const 0) (local.get 0))
                        (global.set $held (call $offset (global.get $clock) (i64.const 1)))
                        (if (local.get 0) (then
                          (drop (memory.grow (i32.const 1))) (drop (table.grow $t (ref.null extern) (i32.const 10)))
                          (call $revoke (global.get $held)) (data.drop $d) (elem.drop $e))))
                      (func (export "look") (result i64)
                        (i64.add
                          (i64.extend_i32_u (i32.add (i32.add (i32.load (i32.const 4)) (global.get $g))
                            (i32.add (array.get $a (global.get $image) (i32.const 0)) (i32.add (memory.grow (i32.const 0)) (table.size $t)))))
                          (i64.add (call $now (global.get $clock)) (i64.extend_i32_u (call $live (global.get $clock)))))))""";

    @Test
    void unprotectedMemoryIsEnough() {
        try (Context context = Context.newBuilder("wasm").allowAllAccess(true).build()) {
            String text = "(module (import \"app\" \"memory\" (memory 1)) (func (export \"say\") (param i32) (i32.store (i32.const 4) (local.get 0)))" +
                            " (func (export \"look\") (result i32) (i32.load (i32.const 4))))";
            Value memory = unprotected(context, "(module (memory (export \"memory\") 1))", Map.of()).getMember("memory");
            Value sayer = unprotected(context, text, Map.of("app", Map.of("memory", memory)));
            Value looker = unprotected(context, text, Map.of("app", Map.of("memory", memory)));
            sayer.invokeMember("say", 1);
            assertThat(looker.invokeMember("look").asInt()).isEqualTo(1);
        }
    }

    /** What the looker sees is the same whatever the sayer says, also when the sayer dies of it. */
    @Test
    void notOneBitPasses() {
        Image image = image(COLLUDER.replace("MEMORY", "(memory 1 10)").replace("(module (memory 1 10) (import \"capability\" \"clock\" (global $clock externref))",
                        "(module (import \"capability\" \"clock\" (global $clock externref))").replace("(global $g (mut", "(memory 1 10) (global $g (mut"));
        Random random = new Random(5);
        List<List<Object>> seen = List.of(new ArrayList<>(), new ArrayList<>());
        Limits limits = Limits.NONE.memory(20 << 16).tableElements(1000);
        NanoProcess app = spawn("app", "(module)", Endowment.builder().limits(Limits.NONE.memory(60 << 16).tableElements(5000)).build());
        for (int i = 0; i < ROUNDS; i++) {
            int bit = random.nextInt(2);
            Endowment endowment = Endowment.builder().grant("clock", ClockCapability.frozen(java.time.Instant.EPOCH)).limits(limits).build();
            NanoProcess sayer = app.spawn("sayer", image, endowment);
            NanoProcess looker = app.spawn("looker", image, endowment);
            sayer.call("say", bit);
            if (bit == 1) {
                sayer.kill("to say so");
            }
            seen.get(bit).add(looker.call("look"));
            looker.kill("next round");
            sayer.kill("next round");
            looker.reaped().join();
            sayer.reaped().join();
        }
        assertThat(seen.get(0)).hasSizeGreaterThan(ROUNDS / 3);
        assertThat(seen.get(1)).hasSizeGreaterThan(ROUNDS / 3);
        assertThat(seen.get(0)).containsOnly(seen.get(1).getFirst());
        assertThat(seen.get(1)).containsOnly(seen.get(1).getFirst());
    }
}
