// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jwasm.capabilities.ClockCapability;
import org.jwasm.nanoprocess.Endowment;
import org.jwasm.nanoprocess.Limits;
import org.jwasm.nanoprocess.NanoProcess;
import org.jwasm.nanoprocess.NanoProcessException;
import org.jwasm.nanoprocess.Supervisor;
import org.jwasm.nanoprocess.TypedFunction;
import org.jwasm.wit.Result;
import org.jwasm.wit.WitDocument;
import org.jwasm.wit.WitFunction;

/** Guests that break the rules of typed calls: who breaks them dies, the other side goes on. */
@Timeout(120)
class HostileTypedCallTest {

    private static final WitDocument TYPES = WitDocument.parse("variant v { none, text(string), number(u64) } enum e { a, b, c } flags f { x, y }");

    private final Supervisor supervisor = Supervisor.create();

    @AfterEach
    void close() {
        supervisor.close();
    }

    private NanoProcess spawn(String name, String text, Endowment endowment) {
        return supervisor.spawn(name, supervisor.load(name, text.getBytes(StandardCharsets.UTF_8)), endowment);
    }

    private static String caller(String importType, String call) {
        return TypedGuests.module("(import \"e\" \"f\" (func $f " + importType + "))", """
                        (data (i32.const 64) "\\ff\\fe" "a\\c3\\28" "\\ed\\a0\\80" "\\f4\\90\\80\\80")
                        (func (export "go") """ + call + ")");
    }

    /** The caller's arguments are wrong: it traps, and the callee hears nothing of it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    string                | i32 i32     | (i32.const 64) (i32.const 2)              | is invalid UTF-8
                    string                | i32 i32     | (i32.const 66) (i32.const 3)              | is invalid UTF-8
                    string                | i32 i32     | (i32.const 69) (i32.const 3)              | is invalid UTF-8
                    string                | i32 i32     | (i32.const 72) (i32.const 4)              | is invalid UTF-8
                    string                | i32 i32     | (i32.const 66) (i32.const 2)              | is invalid UTF-8
                    string                | i32 i32     | (i32.const 65535) (i32.const 2)           | is out of bounds
                    string                | i32 i32     | (i32.const -1) (i32.const 1)              | is out of bounds
                    string                | i32 i32     | (i32.const -1) (i32.const 0)              | is out of bounds
                    string                | i32 i32     | (i32.const 0) (i32.const -1)              | is too long
                    string                | i32 i32     | (i32.const 0) (i32.const 0x10000000)      | is too long
                    list<u8>              | i32 i32     | (i32.const 0) (i32.const 0x0fffffff)      | is out of bounds
                    list<u64>             | i32 i32     | (i32.const 0) (i32.const 0x20000000)      | is too long
                    list<u64>             | i32 i32     | (i32.const 0) (i32.const -1)              | is too long
                    list<u64>             | i32 i32     | (i32.const 4) (i32.const 1)               | is misaligned
                    list<u16>             | i32 i32     | (i32.const 65533) (i32.const 1)           | is misaligned
                    list<string>          | i32 i32     | (i32.const 64) (i32.const 1)              | is too long
                    list<char>            | i32 i32     | (i32.const 64) (i32.const 1)              | invalid `char`
                    char                  | i32         | (i32.const 0xd800)                        | invalid `char` d800
                    char                  | i32         | (i32.const 0x110000)                      | invalid `char` 110000
                    char                  | i32         | (i32.const -1)                            | invalid `char` ffffffff
                    e                     | i32         | (i32.const 3)                             | invalid discriminant 3 of 3 cases
                    e                     | i32         | (i32.const -1)                            | invalid discriminant 4294967295 of 3 cases
                    list<e>               | i32 i32     | (i32.const 64) (i32.const 1)              | invalid discriminant 255 of 3 cases
                    option<u8>            | i32 i32     | (i32.const 2) (i32.const 0)               | invalid discriminant 2 of 2 cases
                    v                     | i32 i64 i32 | (i32.const 1) (i64.const 64) (i32.const 2) | is invalid UTF-8
                    v                     | i32 i64 i32 | (i32.const 7) (i64.const 0) (i32.const 0) | invalid discriminant 7
                    capability            | i32         | (i32.const 1)                             | unknown handle index 1
                    borrow<capability>    | i32         | (i32.const 0)                             | unknown handle index 0
                    list<own<capability>> | i32 i32     | (i32.const 64) (i32.const 1)              | unknown handle index
                    tuple<string, string, string, string, string, string, string, string, u8> | i32 | (i32.const 2)  | is misaligned
                    tuple<string, string, string, string, string, string, string, string, u8> | i32 | (i32.const -4) | out of bounds
                    """)
    void badArguments(String type, String core, String arguments, String message) {
        WitDocument types = WitDocument.parse(TYPES + "resource capability;");
        WitFunction function = types.function("f: func(a: " + type + ")");
        NanoProcess callee = spawn("callee", TypedGuests.module("", """
                        (global $calls (mut i32) (i32.const 0))
                        (func (export "f") (param %s) (global.set $calls (i32.add (global.get $calls) (i32.const 1))))
                        (func (export "calls") (result i32) (global.get $calls))""".formatted(core)), Endowment.EMPTY);
        String text = caller("(param " + core + ")", "(call $f " + arguments + ")");
        for (TypedFunction target : List.of(callee.function(function), TypedFunction.of(function, _ -> {
            throw new IllegalStateException("called");
        }))) {
            NanoProcess caller = spawn("caller", text, Endowment.builder().bind("e", target).build());
            assertThatThrownBy(() -> caller.call("go")).isInstanceOf(NanoProcessException.class).hasMessageContaining("nano-process caller: trap:").hasMessageContaining(
                            "call of `f`").hasMessageContaining(message);
            assertThat(caller.isAlive()).isFalse();
        }
        assertThat(callee.isAlive()).isTrue();
        assertThat(callee.call("calls")).isEqualTo(0);
    }

    /** The callee's results are wrong: it dies, and its caller gets an error where it can. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    result<string, string> | (i32.store (i32.const 4) (i32.const 64)) (i32.store (i32.const 8) (i32.const 2)) (i32.const 0) | is invalid UTF-8
                    result<string, string> | (i32.store (i32.const 4) (i32.const -1)) (i32.store (i32.const 8) (i32.const 2)) (i32.const 0) | is out of bounds
                    result<string, string> | (i32.store (i32.const 8) (i32.const -1)) (i32.const 0)                                         | is too long
                    result<u8, string>     | (i32.store8 (i32.const 0) (i32.const 2)) (i32.const 0)                                         | invalid discriminant 2
                    result<char, string>   | (i32.store (i32.const 4) (i32.const 0xdfff)) (i32.const 0)                                     | invalid `char` dfff
                    result<u8, string>     | (i32.const 2)                                                                                  | is misaligned
                    result<u8, string>     | (i32.const -4)                                                                                 | out of bounds
                    result<e, string>      | (i32.store8 (i32.const 4) (i32.const 9)) (i32.const 0)                                         | invalid discriminant 9
                    result<u8, string>     | unreachable                                                                                    | trap: unreachable
                    result<u8, string>     | (call $f)                                                                                      | exhausted:call-depth
                    """)
    void badResults(String type, String body, String message) {
        WitFunction function = TYPES.function("f: func() -> " + type);
        NanoProcess callee = spawn("callee", TypedGuests.module("", """
                        (data (i32.const 64) "\\ff\\fe")
                        (func $f (export "f") (result i32) %s)""".formatted(body)), Endowment.builder().limits(Limits.NONE.callDepth(100)).build());
        NanoProcess caller = spawn("caller", TypedGuests.module("(import \"e\" \"f\" (func $f (param i32)))", """
                        (func (export "g") (result i32) (call $f (i32.const 128)) (i32.const 128))"""),
                        Endowment.builder().bind("e", callee.function(function)).build());
        TypedFunction g = caller.function(new WitFunction("g", List.of(), function.result()));
        assertThat(g.call()).isInstanceOfSatisfying(Result.class, result -> {
            assertThat(result.isOk()).isFalse();
            assertThat((String) result.value()).startsWith("nano-process callee: ").contains(message);
        });
        assertThat(callee.isAlive()).isFalse();
        assertThat(callee.death().message()).contains(message);
        assertThat(g.call()).as("the dead stay dead, and the caller goes on").isInstanceOfSatisfying(Result.class,
                        result -> assertThat((String) result.value()).contains(message));
    }

    @Test
    void errorsWithoutTextAndWithout() {
        String dying = "(module (func (export \"f\") (result i32) unreachable))";
        String asking = "(module (import \"e\" \"f\" (func $f (result i32))) (func (export \"g\") (result i32) (call $f)))";
        NanoProcess plain = spawn("plain", dying, Endowment.EMPTY);
        NanoProcess caller = spawn("caller", asking, Endowment.builder().bind("e", plain.function(WitFunction.parse("f: func() -> result"))).build());
        assertThat(caller.call("g")).isEqualTo(1);
        assertThat(caller.call("g")).isEqualTo(1);
        NanoProcess other = spawn("other", dying, Endowment.EMPTY);
        NanoProcess trapped = spawn("trapped", asking, Endowment.builder().bind("e", other.function(WitFunction.parse("f: func() -> u32"))).build());
        assertThatThrownBy(() -> trapped.call("g")).isInstanceOf(NanoProcessException.class).hasMessageContaining("nano-process other: trap: unreachable");
        assertThat(trapped.isAlive()).isFalse();
    }

    private static String withRealloc(String imports, String realloc) {
        return "(module " + imports + "(memory (export \"memory\") 1) (func (export \"cabi_realloc\") (param i32 i32 i32 i32) (result i32) " + realloc + """
                        ) (func (export "f") (param i32 i32) (result i32) (i32.const 0)))""";
    }

    /** The callee's allocator is hostile: it dies, its caller doesn't. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    (i32.const 65536)   | is out of bounds
                    (i32.const -8)      | is out of bounds
                    (i32.const 65529)   | is misaligned
                    (i32.const 4)       | is misaligned
                    unreachable         | trap: unreachable
                    (loop (br 0)) unreachable | exhausted:fuel
                    """)
    void badAllocators(String realloc, String message) {
        WitFunction function = WitFunction.parse("f: func(a: list<u64>) -> result");
        NanoProcess callee = spawn("callee", withRealloc("", realloc), Endowment.builder().limits(Limits.NONE.fuel(100_000)).build());
        NanoProcess caller = spawn("caller", TypedGuests.module("(import \"e\" \"f\" (func $f (param i32 i32) (result i32)))", """
                        (func (export "g") (result i32) (call $f (i32.const 8) (i32.const 3)))"""),
                        Endowment.builder().bind("e", callee.function(function)).build());
        assertThat(caller.call("g")).as("an error").isEqualTo(1);
        assertThat(callee.death().message()).contains(message);
        NanoProcess again = spawn("again", withRealloc("", realloc), Endowment.builder().limits(Limits.NONE.fuel(100_000)).build());
        assertThatThrownBy(() -> again.function(function).call(List.of(1L, 2L, 3L))).isInstanceOf(NanoProcessException.class).hasMessageContaining(message);
    }

    /** And the caller's, asked for room for results: the callee can clean up, and lives. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    (i32.const 65536)   | is out of bounds
                    unreachable         | trap: unreachable
                    """)
    void badAllocatorsOfCallers(String realloc, String message) {
        WitFunction function = WitFunction.parse("f: func() -> string");
        NanoProcess callee = spawn("callee", TypedGuests.module("", """
                        (global $cleaned (mut i32) (i32.const 0))
                        (func (export "f") (result i32) (i32.store (i32.const 4) (i32.const 5)) (i32.const 0))
                        (func (export "cabi_post_f") (param i32) (global.set $cleaned (i32.const 1)))
                        (func (export "cleaned") (result i32) (global.get $cleaned))"""), Endowment.EMPTY);
        NanoProcess caller = spawn("caller", "(module (import \"e\" \"f\" (func $f (param i32))) (memory (export \"memory\") 1)" +
                        "(func (export \"cabi_realloc\") (param i32 i32 i32 i32) (result i32) " + realloc + ") (func (export \"g\") (call $f (i32.const 16))))",
                        Endowment.builder().bind("e", callee.function(function)).build());
        assertThatThrownBy(() -> caller.call("g")).isInstanceOf(NanoProcessException.class).hasMessageContaining("nano-process caller").hasMessageContaining(message);
        assertThat(caller.isAlive()).isFalse();
        assertThat(callee.call("cleaned")).isEqualTo(1);
    }

    @Test
    void wrongPlacesForResultsAreTheCallersFault() {
        WitFunction function = WitFunction.parse("f: func() -> tuple<u64, u8>");
        NanoProcess callee = spawn("callee", TypedGuests.module("", "(func (export \"f\") (result i32) (i32.const 0))"), Endowment.EMPTY);
        for (String place : List.of("4", "65536", "65528", "-8")) {
            NanoProcess caller = spawn("caller", caller("(param i32)", "(call $f (i32.const " + place + "))"),
                            Endowment.builder().bind("e", callee.function(function)).build());
            assertThatThrownBy(() -> caller.call("go")).isInstanceOf(NanoProcessException.class).hasMessageContaining("pointer");
        }
        assertThat(callee.isAlive()).isTrue();
    }

    private static final String GIVER = TypedGuests.module("", """
                    (func (export "f") (result i32) (i32.store (i32.const 4) (i32.const 5)) (i32.const 0))""");

    private static void awaitBusy(NanoProcess process, CompletableFuture<?> call) throws InterruptedException {
        while (!process.isBusy()) {
            assertThat(call.isDone()).as("the call ended before anybody saw it").isFalse();
            Thread.sleep(1);
        }
        Thread.sleep(50);
    }

    /** The caller is killed while it allocates for its results: that doesn't wait for the callee, which goes on. */
    @Test
    void callersCanBeKilledWhileTheyAllocate() throws Exception {
        NanoProcess callee = spawn("callee", GIVER, Endowment.EMPTY);
        WitFunction function = WitFunction.parse("f: func() -> string");
        NanoProcess caller = spawn("caller", "(module (import \"e\" \"f\" (func $f (param i32))) (memory (export \"memory\") 1)" +
                        "(func (export \"cabi_realloc\") (param i32 i32 i32 i32) (result i32) (loop (br 0)) unreachable) (func (export \"g\") (call $f (i32.const 16))))",
                        Endowment.builder().bind("e", callee.function(function)).build());
        CompletableFuture<Void> call = CompletableFuture.runAsync(() -> caller.call("g"));
        awaitBusy(caller, call);
        caller.kill("test");
        assertThatThrownBy(() -> call.get(20, TimeUnit.SECONDS)).hasMessageContaining("killed: test");
        caller.reaped().get(20, TimeUnit.SECONDS);
        assertThat(callee.isAlive()).isTrue();
        assertThat(callee.function(function).call()).isEqualTo("\0\0\0\0\5");
    }

    /** Between the callee's return and its clean-up nothing of it runs, by no kind of call: its result still lies there. */
    @Test
    void theCallersAllocatorCallsNobody() {
        NanoProcess callee = spawn("callee", TypedGuests.module("(global $calls (mut i32) (i32.const 0))", """
                        (func (export "f") (result i32) (i32.store (i32.const 4) (i32.const 5)) (i32.const 0))
                        (func (export "spoil") (global.set $calls (i32.add (global.get $calls) (i32.const 1))))
                        (func (export "calls") (result i32) (global.get $calls))"""), Endowment.EMPTY);
        WitFunction function = WitFunction.parse("f: func() -> string");
        NanoProcess caller = spawn("caller", """
                        (module (import "e" "f" (func $f (param i32))) (import "e" "spoil" (func $spoil)) (memory (export "memory") 1)
                          (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (call $spoil) (i32.const 64))
                          (func (export "g") (call $f (i32.const 16))))""",
                        Endowment.builder().bind("e", callee.function(function)).bind("e", "spoil", callee.function("spoil")).build());
        assertThatThrownBy(() -> caller.call("g")).isInstanceOf(NanoProcessException.class);
        assertThat(callee.call("calls")).isEqualTo(0);
        assertThat(callee.function(function).call()).isEqualTo("\0\0\0\0\5");
    }

    /** Much of little: many strings that are the same bytes. The callee is to blame, and the caller's memory stays as it was. */
    @Test
    void resultsThatMultiply() {
        WitFunction function = WitFunction.parse("f: func() -> result<list<string>, string>");
        NanoProcess callee = spawn("callee", TypedGuests.module("", """
                        (func (export "f") (result i32) (local $at i32)
                          (drop (memory.grow (i32.const 31)))
                          (i32.store (i32.const 4) (i32.const 65536)) (i32.store (i32.const 8) (i32.const 4096))
                          (local.set $at (i32.const 65536))
                          (loop (i32.store (local.get $at) (i32.const 131072)) (i32.store offset=4 (local.get $at) (i32.const 1048576))
                            (local.set $at (i32.add (local.get $at) (i32.const 8))) (br_if 0 (i32.lt_u (local.get $at) (i32.const 98304))))
                          (i32.const 0))"""), Endowment.EMPTY);
        NanoProcess caller = spawn("caller", TypedGuests.module("(import \"e\" \"f\" (func $f (param i32)))", """
                        (func (export "g") (result i32) (call $f (i32.const 128)) (i32.load8_u (i32.const 128)))
                        (func (export "pages") (result i32) (memory.size))"""), Endowment.builder().bind("e", callee.function(function)).build());
        assertThat(caller.call("g")).isEqualTo(1);
        assertThat(callee.death().message()).contains("results of more than 67108864 bytes can't be passed");
        assertThat(caller.call("pages")).isEqualTo(1);
    }

    /** A capability on its way to a caller that fails to take it is nobody's. */
    @Test
    void capabilitiesThatAreNotTakenAreRevoked() throws Exception {
        WitDocument types = WitDocument.parse("resource clock;");
        WitFunction give = types.function("give: func() -> tuple<clock, string>");
        WitFunction keep = types.function("keep: func(c: clock)");
        NanoProcess callee = spawn("callee", TypedGuests.module("", """
                        (global $kept (mut i32) (i32.const 0))
                        (func (export "keep") (param i32) (global.set $kept (local.get 0)))
                        (func (export "give") (result i32) (i32.store (i32.const 0) (global.get $kept)) (i32.store (i32.const 4) (i32.const 0))
                          (i32.store (i32.const 8) (i32.const 5)) (i32.const 0))"""), Endowment.EMPTY);
        NanoProcess caller = spawn("caller", """
                        (module (import "e" "give" (func $give (param i32))) (memory (export "memory") 1) (tag $t)
                          (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (throw $t))
                          (func (export "g") (block $caught (try_table (catch_all $caught) (call $give (i32.const 16))))))""",
                        Endowment.builder().bind("e", callee.function(give)).build());
        callee.function(keep).call(ClockCapability.monotonic());
        caller.call("g");
        assertThat(caller.isAlive()).as("it may catch what its own allocator throws").isTrue();
        assertThat(caller.holder().grants()).isEmpty();
        assertThat(callee.isAlive()).isTrue();
    }

    /** The callee is killed while it runs, or allocates: its caller gets an error. */
    @ParameterizedTest
    @ValueSource(strings = {"cabi_realloc", "f"})
    void calleesCanBeKilled(String looping) throws Exception {
        WitFunction function = WitFunction.parse("f: func(a: list<u8>) -> result");
        String loop = "(loop (br 0)) unreachable)";
        NanoProcess callee = spawn("callee", "(module (memory (export \"memory\") 1) (func (export \"cabi_realloc\") (param i32 i32 i32 i32) (result i32) " +
                        (looping.equals("f") ? "(i32.const 0))" : loop) + "(func (export \"f\") (param i32 i32) (result i32) " + loop + ")", Endowment.EMPTY);
        NanoProcess caller = spawn("caller", TypedGuests.module("(import \"e\" \"f\" (func $f (param i32 i32) (result i32)))", """
                        (func (export "g") (result i32) (call $f (i32.const 8) (i32.const 3)))"""),
                        Endowment.builder().bind("e", callee.function(function)).build());
        CompletableFuture<Object> call = CompletableFuture.supplyAsync(() -> caller.call("g"));
        awaitBusy(callee, call);
        callee.kill("test");
        assertThat(call.get(20, TimeUnit.SECONDS)).as("an error").isEqualTo(1);
        assertThat(caller.call("g")).isEqualTo(1);
        callee.reaped().get(20, TimeUnit.SECONDS);
    }

    /** What grows without end in a copy can be stopped, from either side. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endlessCopiesCanBeKilled(boolean killCallee) throws Exception {
        WitFunction function = WitFunction.parse("f: func(a: list<list<list<list<u8>>>>)");
        NanoProcess callee = spawn("callee", "(module (memory (export \"memory\") 64)" +
                        "(func (export \"cabi_realloc\") (param i32 i32 i32 i32) (result i32) (i32.const 65536)) (func (export \"f\") (param i32 i32)))", Endowment.EMPTY);
        // Each element is a list of all elements.
        NanoProcess caller = spawn("caller", TypedGuests.module("(import \"e\" \"f\" (func $f (param i32 i32)))", """
                        (func (export "g") (local $i i32)
                          (loop $next
                            (i32.store (i32.shl (local.get $i) (i32.const 3)) (i32.const 0))
                            (i32.store offset=4 (i32.shl (local.get $i) (i32.const 3)) (i32.const 8000))
                            (local.set $i (i32.add (local.get $i) (i32.const 1)))
                            (br_if $next (i32.lt_u (local.get $i) (i32.const 8000))))
                          (call $f (i32.const 0) (i32.const 8000)))"""), Endowment.builder().bind("e", callee.function(function)).build());
        CompletableFuture<Object> call = CompletableFuture.supplyAsync(() -> caller.call("g"));
        awaitBusy(callee, call);
        NanoProcess killed = killCallee ? callee : caller;
        killed.kill("test");
        assertThatThrownBy(() -> call.get(20, TimeUnit.SECONDS)).hasMessageContaining("killed: test");
        killed.reaped().get(20, TimeUnit.SECONDS);
        assertThat(callee.isAlive()).isEqualTo(!killCallee);
    }

    /** And the other way: results aren't endless. */
    @Test
    void endlessResultsEnd() {
        WitFunction function = WitFunction.parse("f: func() -> list<list<list<list<u8>>>>");
        NanoProcess callee = spawn("callee", TypedGuests.module("", """
                        (func (export "f") (result i32) (local $i i32)
                          (loop $next
                            (i32.store (i32.shl (local.get $i) (i32.const 3)) (i32.const 0))
                            (i32.store offset=4 (i32.shl (local.get $i) (i32.const 3)) (i32.const 8000))
                            (local.set $i (i32.add (local.get $i) (i32.const 1)))
                            (br_if $next (i32.lt_u (local.get $i) (i32.const 8000))))
                          (i32.const 0))"""), Endowment.EMPTY);
        NanoProcess caller = spawn("caller", "(module (import \"e\" \"f\" (func $f (param i32))) (memory (export \"memory\") 64)" +
                        "(func (export \"cabi_realloc\") (param i32 i32 i32 i32) (result i32) (i32.const 65536)) (func (export \"g\") (call $f (i32.const 0))))",
                        Endowment.builder().bind("e", callee.function(function)).build());
        assertThatThrownBy(() -> caller.call("g")).hasMessageContaining("nano-process callee: trap: call of `f`: results of more than 67108864 bytes can't be passed");
        assertThat(callee.isAlive()).isFalse();
    }

    /** An allocator calls others: by a typed import, by an untyped one, and its own caller. */
    @Test
    void allocatorsCannotCallOthers() {
        WitFunction ping = WitFunction.parse("ping: func()");
        WitFunction function = WitFunction.parse("f: func(a: list<u8>) -> result");
        Endowment typed = Endowment.builder().bind("h", TypedFunction.of(ping, _ -> null)).build();
        String text = withRealloc("(import \"h\" \"ping\" (func $ping))", "(call $ping) (i32.const 8)");
        NanoProcess callee = spawn("callee", text, typed);
        assertThatThrownBy(() -> callee.function(function).call(new byte[3])).isInstanceOf(NanoProcessException.class).hasMessageContaining("can't call others");
        NanoProcess[] reentered = new NanoProcess[1];
        TypedFunction back = TypedFunction.of(ping, _ -> reentered[0].function(function).call(new byte[1]));
        NanoProcess between = spawn("between", "(module (import \"h\" \"ping\" (func $ping)) (func (export \"ping\") (call $ping)))",
                        Endowment.builder().bind("h", back).build());
        reentered[0] = spawn("reentered", text, Endowment.builder().bind("h", "ping", between.function("ping")).build());
        assertThatThrownBy(() -> reentered[0].function(function).call(new byte[3])).isInstanceOf(NanoProcessException.class).hasMessageContaining(
                        "can't be called while");
    }

    /** What is copied is paid for by whoever wants it copied, also what is empty. */
    @Test
    void copyingCostsFuel() {
        WitFunction function = WitFunction.parse("f: func(a: list<list<u8>>)");
        NanoProcess callee = spawn("callee", withRealloc("", "(i32.const 8)").replace("(result i32) (i32.const 0)))", "))"), Endowment.EMPTY);
        NanoProcess caller = spawn("caller", caller("(param i32 i32)", "(call $f (i32.const 128) (i32.const 8000))"),
                        Endowment.builder().bind("e", callee.function(function)).limits(Limits.NONE.fuel(5000)).build());
        assertThatThrownBy(() -> caller.call("go")).isInstanceOf(NanoProcessException.class).hasMessageContaining("nano-process caller: exhausted:fuel");
        assertThat(callee.isAlive()).isTrue();
    }
}
