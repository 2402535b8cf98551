// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.benchmarks;

import java.io.ByteArrayOutputStream;

/** Modules of a wanted size: many functions of some hundred bytes, of which {@code run} calls the last. */
final class SizedModule {

    /** (param i32) (result i64) */
    private static final byte[] TYPES = {1, 0x60, 1, 0x7F, 1, 0x7E};
    private static final byte[] EXPORTS = {1, 3, 'r', 'u', 'n', 0, 0};

    private SizedModule() {
    }

    /** The bytes of a module of about this size. */
    static byte[] of(int size) {
        int length = body(0).length;
        int count = Math.max(2, (size - 40) / (length + 3));
        ByteArrayOutputStream functions = new ByteArrayOutputStream();
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        unsigned(functions, count);
        unsigned(code, count);
        for (int i = 0; i < count; i++) {
            functions.write(0);
            byte[] body = i == 0 ? call(count - 1) : body(i);
            unsigned(code, body.length);
            code.writeBytes(body);
        }
        ByteArrayOutputStream module = new ByteArrayOutputStream();
        module.writeBytes(new byte[]{0, 'a', 's', 'm', 1, 0, 0, 0});
        section(module, 1, TYPES);
        section(module, 3, functions.toByteArray());
        section(module, 7, EXPORTS);
        section(module, 10, code.toByteArray());
        return module.toByteArray();
    }

    private static byte[] call(int function) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(new byte[]{0, 0x20, 0, 0x10});
        unsigned(body, function);
        body.write(0x0B);
        return body.toByteArray();
    }

    /** A loop over its parameter with some arithmetic that differs from function to function. */
    private static byte[] body(int index) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        // One local i64 as the sum; (loop …
        body.writeBytes(new byte[]{1, 1, 0x7E, 0x03, 0x40});
        for (int i = 0; i < 20; i++) {
            // sum = (sum + extend(parameter)) * odd constant ^ constant
            body.writeBytes(new byte[]{0x20, 1, 0x20, 0, (byte) 0xAC, 0x7C, 0x42, (byte) ((index + i & 31) * 2 + 1), 0x7E, 0x42, (byte) (index >> 6 & 63),
                            (byte) 0x85, 0x21, 1});
        }
        // … parameter - 1, again while it is above 0) sum
        body.writeBytes(new byte[]{0x20, 0, 0x41, 1, 0x6B, 0x22, 0, 0x41, 0, 0x4A, 0x0D, 0, 0x0B, 0x20, 1, 0x0B});
        return body.toByteArray();
    }

    private static void section(ByteArrayOutputStream module, int id, byte[] content) {
        module.write(id);
        unsigned(module, content.length);
        module.writeBytes(content);
    }

    private static void unsigned(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest > 0x7F) {
            out.write(rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }
}
