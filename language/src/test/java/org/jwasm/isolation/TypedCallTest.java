// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jwasm.nanoprocess.Endowment;
import org.jwasm.nanoprocess.NanoProcess;
import org.jwasm.nanoprocess.NanoProcessException;
import org.jwasm.nanoprocess.Supervisor;
import org.jwasm.nanoprocess.TypedFunction;
import org.jwasm.wit.WitFunction;

import com.sun.management.ThreadMXBean;


/** Calls with types in WIT between nano-processes and the host; R8, R9, R10, R19 are requirements of the design. */
@Timeout(120)
class TypedCallTest {

    private static final WitFunction SHOUT = WitFunction.parse("shout: func(text: string) -> string");
    /** Gives back its argument with each byte turned to upper case, if it is a lower-case letter of ASCII. */
    private static final String SHOUTER = TypedGuests.module("", """
                    (func (export "shout") (param $at i32) (param $length i32) (result i32) (local $i i32) (local $byte i32)
                      (block $done (loop $next
                        (br_if $done (i32.ge_u (local.get $i) (local.get $length)))
                        (local.set $byte (i32.load8_u (i32.add (local.get $at) (local.get $i))))
                        (if (i32.and (i32.ge_u (local.get $byte) (i32.const 97)) (i32.le_u (local.get $byte) (i32.const 122)))
                          (then (i32.store8 (i32.add (local.get $at) (local.get $i)) (i32.sub (local.get $byte) (i32.const 32)))))
                        (local.set $i (i32.add (local.get $i) (i32.const 1)))
                        (br $next)))
                      (i32.store (i32.const 16) (local.get $at)) (i32.store (i32.const 20) (local.get $length)) (i32.const 16))
                    (global $cleaned (export "cleaned") (mut i32) (i32.const 0))
                    (func (export "cabi_post_shout") (param i32)
                      (call $reset) (global.set $cleaned (i32.add (global.get $cleaned) (i32.const 1))))
                    (func (export "cleanups") (result i32) (global.get $cleaned))
                    """);
    /** Hands its argument on and gives back what it gets. */
    private static final String RELAY = TypedGuests.module("(import \"host\" \"shout\" (func $shout (param i32 i32 i32)))", """
                    (func (export "relay") (param i32 i32) (result i32) (call $shout (local.get 0) (local.get 1) (i32.const 32)) (i32.const 32))
                    (func (export "cabi_post_relay") (param i32) (call $reset))
                    """);

    private final Supervisor supervisor = Supervisor.create();

    @AfterEach
    void close() {
        supervisor.close();
    }

    private NanoProcess spawn(String name, String text, Endowment endowment) {
        return supervisor.spawn(name, supervisor.load(name, text.getBytes(StandardCharsets.UTF_8)), endowment);
    }

    private NanoProcess spawn(String name, String text) {
        return spawn(name, text, Endowment.EMPTY);
    }

    private static WitFunction named(String name, WitFunction type) {
        return new WitFunction(name, type.parameters(), type.result());
    }

    @Test
    void fromTheHostAndBack() {
        NanoProcess shouter = spawn("shouter", SHOUTER);
        TypedFunction shout = shouter.function(SHOUT);
        for (String text : List.of("", "hello", "gr\u00fc\u00dfe \uD83D\uDE00", "x".repeat(100_000))) {
            assertThat(shout.call(text)).isEqualTo(text.replaceAll("[a-z]", "#").isEmpty() ? "" : upper(text));
        }
        assertThat(shouter.call("cleanups")).isEqualTo(4);
        assertThatThrownBy(() -> shout.call(1)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("expected `string`, found Integer 1");
        assertThatThrownBy(() -> shout.call()).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("takes 1 arguments, not 0");
        assertThatThrownBy(() -> shout.call("\uD83D")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("lone surrogate");
        assertThat(shout.call("still alive")).isEqualTo("STILL ALIVE");
    }

    private static String upper(String text) {
        StringBuilder out = new StringBuilder(text);
        for (int i = 0; i < out.length(); i++) {
            if (out.charAt(i) >= 'a' && out.charAt(i) <= 'z') {
                out.setCharAt(i, (char) (out.charAt(i) - 32));
            }
        }
        return out.toString();
    }

    @Test
    void fromOneToAnother() {
        NanoProcess shouter = spawn("shouter", SHOUTER);
        NanoProcess relay = spawn("relay", RELAY, Endowment.builder().bind("host", shouter.function(SHOUT)).build());
        TypedFunction function = relay.function(named("relay", SHOUT));
        for (int i = 0; i < 2_000; i++) {
            assertThat(function.call("message \u00e9 " + i)).isEqualTo("MESSAGE \u00e9 " + i);
        }
        assertThat(shouter.call("cleanups")).as("the caller took what it got before").isEqualTo(2_000);
    }

    @Test
    void toTheHost() {
        TypedFunction twice = TypedFunction.of(SHOUT, arguments -> arguments[0] + "|" + arguments[0]);
        assertThat(twice.call("a")).isEqualTo("a|a");
        NanoProcess relay = spawn("relay", RELAY, Endowment.builder().bind("host", "shout", twice).build());
        assertThat(relay.function(named("relay", SHOUT)).call("h\u00e9")).isEqualTo("h\u00e9|h\u00e9");
    }

    @Test
    void whatTheHostThrowsIsATrap() {
        TypedFunction broken = TypedFunction.of(SHOUT, _ -> {
            throw new java.io.IOException("no disk");
        });
        NanoProcess relay = spawn("relay", RELAY, Endowment.builder().bind("host", broken).build());
        assertThatThrownBy(() -> relay.function(named("relay", SHOUT)).call("a")).isInstanceOf(NanoProcessException.class).hasMessageContaining("no disk");
        NanoProcess other = spawn("other", RELAY, Endowment.builder().bind("host", TypedFunction.of(SHOUT, _ -> 7)).build());
        assertThatThrownBy(() -> other.function(named("relay", SHOUT)).call("a")).isInstanceOf(NanoProcessException.class).hasMessageContaining(
                        "expected `string`, found Integer 7");
        assertThatThrownBy(() -> broken.call("a")).isInstanceOf(IllegalStateException.class).hasMessageContaining("no disk");
    }

    /** R8: data passes by value. */
    @Test
    void whatTheSenderDoesLaterChangesNothing() {
        WitFunction keep = WitFunction.parse("keep: func(bytes: list<u8>)");
        NanoProcess keeper = spawn("keeper", TypedGuests.module("", """
                        (global $at (mut i32) (i32.const 0))
                        (func (export "keep") (param i32 i32) (global.set $at (local.get 0)))
                        (func (export "first") (result i32) (i32.load8_u (global.get $at)))
                        (func (export "spoil") (i32.store8 (global.get $at) (i32.const 99)))"""));
        NanoProcess sender = spawn("sender", TypedGuests.module("(import \"keeper\" \"keep\" (func $keep (param i32 i32)))", """
                        (data (i32.const 100) "\\07\\08")
                        (func (export "send") (call $keep (i32.const 100) (i32.const 2)))
                        (func (export "spoil") (i32.store8 (i32.const 100) (i32.const 1)))
                        (func (export "first") (result i32) (i32.load8_u (i32.const 100)))"""), Endowment.builder().bind("keeper", keeper.function(keep)).build());
        sender.call("send");
        sender.call("spoil");
        assertThat(keeper.call("first")).isEqualTo(7);
        keeper.call("spoil");
        assertThat(sender.call("first")).isEqualTo(1);
        byte[] bytes = {5, 6};
        keeper.function(keep).call(bytes);
        bytes[0] = 1;
        assertThat(keeper.call("first")).isEqualTo(5);
    }

    /** R9: the bytes go from one memory into the other, and nowhere else. */
    @Test
    void largeStringsAreCopiedOnce() {
        WitFunction take = WitFunction.parse("take: func(text: string) -> u32");
        NanoProcess taker = spawn("taker", TypedGuests.module("", """
                        (func (export "take") (param i32 i32) (result i32) (call $reset)
                          (i32.add (local.get 1) (i32.load8_u (i32.add (local.get 0) (i32.sub (local.get 1) (i32.const 1))))))"""));
        NanoProcess sender = spawn("sender", TypedGuests.module("(import \"taker\" \"take\" (func $take (param i32 i32) (result i32)))", """
                        (func (export "send") (param $length i32) (result i32) (local $at i32)
                          (local.set $at (call $realloc (i32.const 0) (i32.const 0) (i32.const 1) (local.get $length)))
                          (memory.fill (local.get $at) (i32.const 65) (local.get $length))
                          (call $reset)
                          (call $take (local.get $at) (local.get $length)))"""), Endowment.builder().bind("taker", taker.function(take)).build());
        int length = 1 << 20;
        for (int i = 0; i < 10; i++) {
            assertThat(sender.call("send", length)).isEqualTo(length + 65);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        // The first of them may still warm up something; compilation is on other threads.
        for (int i = 0; i < 10; i++) {
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().threadId());
            sender.call("send", length);
            least = Math.min(least, threads.getThreadAllocatedBytes(Thread.currentThread().threadId()) - before);
        }
        assertThat(least).as("bytes allocated for a call with %d bytes", length).isLessThan(length / 16);
    }

    @Test
    void oneImageCanCallManyTypes() {
        NanoProcess callee = spawn("callee", "(module (func (export \"f\") (param i32) (result i32) (i32.add (local.get 0) (i32.const 1))))");
        String caller = "(module (import \"e\" \"f\" (func $f (param i32) (result i32))) (func (export \"g\") (param i32) (result i32) (call $f (local.get 0))))";
        int[] expected = {256, 0, 65536, 0, 256, -32768, 1, 256};
        String[] types = {"u32", "u8", "u32", "u16", "s32", "s16", "bool", "u32"};
        var image = supervisor.load("caller", caller.getBytes(StandardCharsets.UTF_8));
        int[] arguments = {255, 255, 65535, 65535, 255, 32767, 7, 255};
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < types.length; i++) {
                TypedFunction function = callee.function(WitFunction.parse("f: func(a: " + types[i] + ") -> " + types[i]));
                NanoProcess process = supervisor.spawn("caller" + round + i, image, Endowment.builder().bind("e", function).build());
                for (int j = 0; j < 200; j++) {
                    assertThat(process.call("g", arguments[i])).as(types[i]).isEqualTo(expected[i]);
                }
            }
        }
    }

    private void assertNotExported(String text, String type, String message) {
        NanoProcess process = spawn("p", text);
        assertThatThrownBy(() -> process.function(WitFunction.parse(type))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(
                        "nano-process p").hasMessageContaining(message);
        process.kill("done");
    }

    /** R10: what doesn't fit is an error before anything is called. */
    @Test
    void wrongExportsAreRefused() {
        String text = "f: func(a: string)";
        assertNotExported("(module)", text, "no exported function `f` of type (func (param i32 i32))");
        assertNotExported("(module (memory (export \"f\") 1))", text, "no exported function `f`");
        assertNotExported("(module (func (export \"f\") (param i64)))", text, "`f` is of type (func (param i64)), not (func (param i32 i32))");
        assertNotExported("(module (func (export \"f\") (param i32 i32)))", text, "no exported memory `memory`");
        assertNotExported("(module (memory (export \"memory\") i64 1) (func (export \"f\") (param i32 i32)))", text, "32-bit addresses");
        assertNotExported("(module (memory (export \"memory\") 1) (func (export \"f\") (param i32 i32)))", text, "`cabi_realloc` of type (func (param");
        assertNotExported(TypedGuests.module("", "(func (export \"f\") (param i32 i32)) (func (export \"cabi_post_f\") (param i32))"), text,
                        "`cabi_post_f` is of type (func (param i32)), not (func)");
        NanoProcess fine = spawn("fine", "(module (func (export \"f\") (param i32) (result i32) (local.get 0)))");
        assertThat(fine.function(WitFunction.parse("f: func(a: s8) -> char")).call(65)).isEqualTo(65);
    }

    private void assertNotImported(String text, TypedFunction function, String message) {
        assertThatThrownBy(() -> spawn("p", text, Endowment.builder().bind("e", function).build())).isInstanceOf(NanoProcessException.class).hasMessageContaining(
                        "nano-process p: incompatible import type").hasMessageContaining(message);
    }

    @Test
    void wrongImportsDontLink() {
        TypedFunction function = TypedFunction.of(WitFunction.parse("f: func(a: string) -> string"), _ -> "");
        String imported = "(import \"e\" \"f\" (func (param i32 i32 i32)))";
        assertNotImported("(module (import \"e\" \"f\" (func (param i32 i32) (result i32))))", function,
                        "found (func (param i32 i32 i32)) for `f: func(a: string) -> string`");
        assertNotImported("(module " + imported + ")", function, "no exported memory `memory`");
        assertNotImported("(module " + imported + "(memory (export \"memory\") 1))", function, "no exported function `cabi_realloc`");
        assertNotImported("(module (import \"e\" \"[resource-drop]file\" (func (param i64))))", function, "[resource-drop]file");
        spawn("fine", TypedGuests.module(imported, ""), Endowment.builder().bind("e", function).build());
    }

    /** What a little memory stands for must not fill the host's heap. */
    @Test
    void overlappingListsDontFloodTheHost() {
        String module = TypedGuests.module("", """
                        (func (export "f") (result i32) (local $i i32)
                          (drop (memory.grow (i32.const 31)))
                          (loop $next
                            (i32.store (i32.add (i32.const 8192) (i32.shl (local.get $i) (i32.const 3))) (i32.const 0x100000))
                            (i32.store offset=4 (i32.add (i32.const 8192) (i32.shl (local.get $i) (i32.const 3))) (i32.const 0x100000))
                            (local.set $i (i32.add (local.get $i) (i32.const 1)))
                            (br_if $next (i32.lt_u (local.get $i) (i32.const 100000))))
                          (i32.store (i32.const 16) (i32.const 8192)) (i32.store (i32.const 20) (i32.const 100000)) (i32.const 16))""");
        for (String type : List.of("list<list<u8>>", "list<string>", "list<list<bool>>")) {
            NanoProcess bomb = spawn("bomb", module);
            assertThatThrownBy(() -> bomb.function(WitFunction.parse("f: func() -> " + type)).call()).isInstanceOf(NanoProcessException.class).hasMessageContaining(
                            "can't be passed to the host");
        }
    }
}
