// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WitDocumentTest {

    private static final String ALL = """
                    package test:all/some@1.2.3-rc.1;
                    /// Types.
                    interface types {
                      @since(version = 0.1.0)
                      record point { x: s32, y: s32 }
                      enum color { red, green, blue }
                    }
                    /* Outside. /* Nested. */ */
                    use types.{point, color as colour};
                    variant shape { dot, circle(f32), path(list<point>) }
                    flags rights { read, write }
                    type anything = tuple<shape, option<rights>, colour>;
                    resource directory;
                    resource blob {
                      constructor(init: list<u8>);
                      write: func(bytes: list<u8>) -> result<u32>;
                      merge: static func(a: borrow<blob>, b: own<blob>) -> blob;
                    }
                    %list: func(%record: bool, a: s8, b: u8, c: s16, d: u16, e: u32, f: s64, g: u64, h: f64, i: char) -> result;
                    draw: func(shapes: list<anything>, to: borrow<directory>,) -> result<_, string>;
                    nothing: func()
                    """;

    @Test
    void allThatThereIs() {
        WitDocument wit = WitDocument.parse(ALL);
        assertThat(wit.name()).isEqualTo("test:all/some@1.2.3-rc.1");
        assertThat(wit.interfaces().get("types").types().keySet()).containsExactly("point", "color");
        assertThat(wit.types().get("colour")).isEqualTo(new EnumType("colour", List.of("red", "green", "blue")));
        assertThat(wit.functions().keySet()).containsExactly("[constructor]blob", "[method]blob.write", "[static]blob.merge", "list", "draw", "nothing");
        WitFunction draw = wit.functions().get("draw");
        assertThat(draw).hasToString("draw: func(shapes: list<tuple<shape, option<rights>, colour>>, to: borrow<directory>) -> result<_, string>");
        assertThat(draw.declarations()).containsExactly("record point { x: s32, y: s32 }", "variant shape { dot, circle(f32), path(list<point>) }",
                        "flags rights { read, write }", "enum colour { red, green, blue }", "resource directory");
        assertThat(wit.functions().get("[method]blob.write").parameterTypes()).containsExactly(new HandleType("blob", false),
                        new ListType(PrimitiveType.U8));
        assertThat(wit.functions().get("[constructor]blob").result()).isEqualTo(new HandleType("blob", true));
        assertThat(wit.functions().get("nothing").result()).isNull();
        assertThat(wit.function("more: func(where: point) -> shape").result()).isEqualTo(wit.types().get("shape"));
    }

    @Test
    void printingIsReadBack() {
        WitDocument wit = WitDocument.parse(ALL);
        assertThat(WitDocument.parse(wit.toString())).isEqualTo(wit).hasToString(wit.toString());
        WitFunction notify = WitFunction.parse("notify: func(title: string, body: string) -> result<_, string>;");
        assertThat(WitFunction.parse(notify.toString())).isEqualTo(notify);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    f: func(a: strng)                           | 1:12: unknown type `strng`
                    f: func(a: u32,, b: u32)                    | 1:16: expected the name of a parameter, found `,`
                    f: func(a: u32 b: u32)                      | 1:16: expected `,` or `)`, found `b`
                    f: func(a: u32                              | 1:15: expected `,` or `)`, found the end
                    f: func(a: u32, A: u32)                     | 1:1: function `f` has two parameters named `A`
                    f: func(aB: u32)                            | 1:9: `aB` is not in kebab case
                    f: func(list: u32)                          | 1:9: `list` is a keyword
                    f: func() -> u32 g                          | 1:18: expected `;`, found `g`
                    f: func(); f: func();                       | 1:12: `f` is already defined
                    f: async func()                             | 1:4: `async` functions aren't supported
                    f: func() -> future<u32>                    | 1:14: `future` isn't supported
                    f: func() -> list<u8, 4>                    | 1:23: lists of fixed length aren't supported
                    f: func() -> list                           | 1:14: `list` takes one type in `<>`, not 0
                    f: func() -> list<u8, u8>                   | 1:14: `list` takes one type in `<>`, not 2
                    f: func() -> string<u8>                     | 1:14: `string` takes no types in `<>`, not 1
                    f: func() -> option<_>                      | 1:14: `_` can only stand in `result<_, E>`
                    f: func() -> result<u8, _>                  | 1:14: `_` can only stand in `result<_, E>`
                    f: func() -> borrow<u8>                     | 1:14: `borrow` takes a resource
                    resource r; f: func() -> borrow<r>          | 1:13: function `f` can't return what is only borrowed
                    resource r; f: func() -> list<borrow<r>>    | 1:13: function `f` can't return what is only borrowed
                    record r { }                                | 1:8: record `r` needs a field
                    record r { a: r }                           | 1:15: type `r` refers to itself
                    type a = b; type b = list<a>;               | 1:27: type `a` refers to itself
                    record r { a: u8, a: u8 }                   | 1:8: record `r` has two fields named `a`
                    variant v { a(u8), A }                      | 1:9: variant `v` has two cases named `A`
                    enum e { a b }                              | 1:12: expected `,` or `}`, found `b`
                    use types.{t};                              | 1:5: unknown interface `types`
                    interface i { } use i.{t};                  | 1:24: interface `i` declares no type `t`
                    use a:b/c.{t};                              | 1:6: expected `.`, found `:`
                    world w { }                                 | 1:1: `world` isn't supported
                    @since(version = x) f: func()               | 1:18: expected a version, found `x`
                    @other f: func()                            | 1:2: unknown annotation `@other`
                    f: func() # comment                         | 1:11: unexpected `#`
                    /* /* */ f: func()                          | 1:1: the comment has no end
                    type a = u8                                 | 1:12: expected `;`, found the end
                    func                                        | 1:1: `func` is a keyword
                    """)
    void errorsHaveAPlace(String text, String message) {
        assertThatThrownBy(() -> WitDocument.parse(text)).isInstanceOf(WitException.class).hasMessageStartingWith(message);
    }

    @Test
    void placesCountLinesAndCharacters() {
        assertThatThrownBy(() -> WitDocument.parse("// \uD83D\uDE00\n/* \uD83D\uDE00 */ type a = none;")).isInstanceOfSatisfying(WitException.class, e -> {
            assertThat(e.line()).isEqualTo(2);
            assertThat(e.column()).isEqualTo(18);
            assertThat(e.text()).isEqualTo("unknown type `none`");
        });
        assertThatThrownBy(() -> WitDocument.parse("// \u202e")).hasMessage("1:4: the character U+202E can't be in WIT");
        assertThatThrownBy(() -> WitDocument.parse("//\0")).hasMessageContaining("U+0000");
    }

    @Test
    void flagsHaveAtMost32() {
        StringBuilder flags = new StringBuilder("flags f { f0");
        for (int i = 1; i < 32; i++) {
            flags.append(", f").append(i);
        }
        assertThat(Layout.of(WitDocument.parse(flags + "}").types().get("f"))).isEqualTo(new Layout(4, 4));
        assertThatThrownBy(() -> WitDocument.parse(flags + ", last }")).hasMessageContaining("has 33 flags, more than 32");
    }

    /** A few lines must not make a type that takes for ever to look at. */
    @Test
    void typesOfUnreasonableSizeAreRefused() {
        StringBuilder doubling = new StringBuilder("type t0 = u8;");
        for (int i = 1; i <= 60; i++) {
            doubling.append("type t").append(i).append(" = tuple<t").append(i - 1).append(", t").append(i - 1).append(">;");
        }
        assertThatThrownBy(() -> WitDocument.parse(doubling.toString())).isInstanceOf(WitException.class).hasMessageContaining("too many types");
        String nested = "f: func(a: " + "list<".repeat(100_000) + "u8" + ">".repeat(100_000) + ")";
        assertThatThrownBy(() -> WitDocument.parse(nested)).isInstanceOf(WitException.class).hasMessageContaining("nest too deep");
        StringBuilder chain = new StringBuilder("type t0 = u8;");
        for (int i = 20_000; i > 0; i--) {
            chain.append("type t").append(i).append(" = t").append(i - 1).append(";");
        }
        assertThatThrownBy(() -> WitDocument.parse(chain.toString())).isInstanceOf(WitException.class).hasMessageContaining("refer to each other");
        String comments = "/*".repeat(100_000);
        assertThatThrownBy(() -> WitDocument.parse(comments)).isInstanceOf(WitException.class).hasMessageContaining("no end");
    }

    /** By the tables of the Canonical ABI, worked out by hand. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    bool                                      | 1  | 1 | [i32]
                    u16                                       | 2  | 2 | [i32]
                    char                                      | 4  | 4 | [i32]
                    s64                                       | 8  | 8 | [i64]
                    f32                                       | 4  | 4 | [f32]
                    string                                    | 8  | 4 | [i32, i32]
                    list<u64>                                 | 8  | 4 | [i32, i32]
                    tuple<u8, u32, u8>                        | 12 | 4 | [i32, i32, i32]
                    tuple<u8, u64>                            | 16 | 8 | [i32, i64]
                    tuple<u8, u8, u16>                        | 4  | 2 | [i32, i32, i32]
                    option<u8>                                | 2  | 1 | [i32, i32]
                    option<f64>                               | 16 | 8 | [i32, f64]
                    result                                    | 1  | 1 | [i32]
                    result<_, string>                         | 12 | 4 | [i32, i32, i32]
                    result<u8, f32>                           | 8  | 4 | [i32, i32]
                    result<f32, f64>                          | 16 | 8 | [i32, i64]
                    result<f32, u64>                          | 16 | 8 | [i32, i64]
                    result<tuple<f32, f32>, string>           | 12 | 4 | [i32, i32, i32]
                    option<tuple<u8, u64>>                    | 24 | 8 | [i32, i32, i64]
                    option<option<u8>>                        | 3  | 1 | [i32, i32, i32]
                    """)
    void layouts(String type, int size, int alignment, String flat) {
        WitType read = WitFunction.parse("f: func() -> " + type).result();
        assertThat(Layout.of(read)).isEqualTo(new Layout(size, alignment));
        assertThat(Layout.flatten(read)).hasToString(flat);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    f: func(title: string, body: string) -> result<_, string> | (func (param i32 i32 i32 i32) (result i32)) | (func (param i32 i32 i32 i32 i32))
                    f: func()                                                 | (func)                                      | (func)
                    f: func(a: f32) -> u64                                    | (func (param f32) (result i64))             | (func (param f32) (result i64))
                    f: func() -> tuple<u8>                                    | (func (result i32))                         | (func (result i32))
                    f: func() -> string                                       | (func (result i32))                         | (func (param i32))
                    """)
    void coreTypes(String text, String lifted, String lowered) {
        WitFunction function = WitFunction.parse(text);
        assertThat(function.lifted()).hasToString(lifted);
        assertThat(function.lowered()).hasToString(lowered);
    }

    @Test
    void manyParametersGoThroughMemory() {
        WitFunction sixteen = WitFunction.parse("f: func(a: string, b: string, c: string, d: string, e: string, f: string, g: string, h: string)");
        assertThat(sixteen.lifted().parameters()).hasSize(16);
        WitFunction seventeen = WitFunction.parse("f: func(a: string, b: string, c: string, d: string, e: string, f: string, g: string, h: string, i: u8)");
        assertThat(seventeen.lifted()).hasToString("(func (param i32))");
        assertThat(Layout.ofAll(seventeen.parameterTypes())).isEqualTo(new Layout(68, 4));
    }

    @Test
    void discriminants() {
        assertThat(Layout.discriminantSize(1)).isEqualTo(1);
        assertThat(Layout.discriminantSize(256)).isEqualTo(1);
        assertThat(Layout.discriminantSize(257)).isEqualTo(2);
        assertThat(Layout.discriminantSize(65537)).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a1", "a-1", "a-1-b-2", "B", "B-1", "a11-B11-123-ABC-abc"})
    void labels(String label) {
        assertThat(WitFunction.parse(label + ": func()").name()).isEqualTo(label);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1-a", "a-", "a--b", "aBc", "TyPe", "a_b", "_"})
    void noLabels(String label) {
        assertThatThrownBy(() -> WitFunction.parse(label + ": func()")).isInstanceOf(WitException.class);
    }

    @Test
    void functionsAreFoundByName() {
        WitInterface types = WitDocument.parse("interface i { f: func(); }").interfaces().get("i");
        assertThat(types.function("f").name()).isEqualTo("f");
        assertThatThrownBy(() -> types.function("g")).isInstanceOf(IllegalArgumentException.class).hasMessage("interface `i` declares no function `g`");
    }
}
