// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.binary;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

import org.jwasm.structure.Module;

/** Builds binaries byte by byte. */
final class Binary {

    static final int I32 = 0x7F;
    static final int I64 = 0x7E;
    static final int F32 = 0x7D;
    static final int F64 = 0x7C;
    static final int END = 0x0B;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A module's header, to be followed by sections. */
    static Binary module() {
        return new Binary().bytes(0, 'a', 's', 'm', 1, 0, 0, 0);
    }

    /** A module with one function of the given parameter count (all i32), results, and body. */
    static Binary function(int params, int[] results, int... code) {
        return signature(params, results).section(10, new Binary().u32(1).body(code));
    }

    /** Type and function section of one function. */
    static Binary signature(int params, int... results) {
        Binary type = new Binary().bytes(1, 0x60).u32(params);
        for (int i = 0; i < params; i++) {
            type.bytes(I32);
        }
        return module().section(1, type.u32(results.length).bytes(results)).section(3, 1, 0);
    }

    static byte[] bytesOf(int... bytes) {
        return new Binary().bytes(bytes).toBytes();
    }

    Binary bytes(int... bytes) {
        for (int b : bytes) {
            out.write(b);
        }
        return this;
    }

    Binary add(Binary other) {
        out.writeBytes(other.toBytes());
        return this;
    }

    Binary u32(long value) {
        long rest = value;
        while (rest > 0x7F) {
            out.write((int) rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
        return this;
    }

    Binary name(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        u32(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    Binary section(int id, int... content) {
        return section(id, new Binary().bytes(content));
    }

    Binary section(int id, Binary content) {
        out.write(id);
        u32(content.out.size());
        return add(content);
    }

    /** A function body without locals: its size, then {@code code}. */
    Binary body(int... code) {
        return u32(code.length + 1).bytes(0).bytes(code);
    }

    byte[] toBytes() {
        return out.toByteArray();
    }

    Module decode() {
        return decode(DecoderOptions.DEFAULT);
    }

    Module decode(DecoderOptions options) {
        return ModuleDecoder.decode("test", toBytes(), options);
    }
}
