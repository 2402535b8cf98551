// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jwasm.structure.Opcode;

/**
 * Prints modules and reads the text back: {@code RoundTrip FILE...}. The code must be the same but for the length of numbers
 * and the grouping of locals, the other sections must be the same if they have the same length, and what was read back once
 * must come back byte for byte.
 */
public final class RoundTrip {

    private static final int HEADER = 8;

    private RoundTrip() {
    }

    public static void main(String[] files) throws IOException {
        int failed = 0;
        for (String file : files) {
            for (WatPrinter.Layout layout : WatPrinter.Layout.values()) {
                String difference = difference(Files.readAllBytes(Path.of(file)), layout);
                failed += difference == null ? 0 : 1;
                System.out.println(file + ", " + layout + ": " + (difference == null ? "the same module" : difference));
            }
        }
        System.out.println(2 * files.length - failed + " passed, " + failed + " failed");
        System.exit(failed == 0 ? 0 : 1);
    }

    /** How what is read back differs from {@code module}, which must be valid; null if not at all. */
    public static String difference(byte[] module, WatPrinter.Layout layout) throws IOException {
        byte[] text = print(module, layout);
        byte[] back = WatReader.toBinary("printed", text);
        if (!Arrays.equals(code(module), code(back))) {
            return "code differs at " + Arrays.mismatch(code(module), code(back)) + " of the code section";
        }
        Map<String, byte[]> sections = sections(module);
        Map<String, byte[]> sectionsBack = sections(back);
        for (Map.Entry<String, byte[]> section : sections.entrySet()) {
            byte[] other = sectionsBack.get(section.getKey());
            boolean isCode = section.getKey().equals("10");
            boolean isEmpty = section.getValue().length == 1 && section.getValue()[0] == 0;
            if (other == null && !isEmpty && !section.getKey().equals("12")) {
                return "section " + section.getKey() + " is gone";
            }
            if (other != null && !isCode && other.length == section.getValue().length && !Arrays.equals(other, section.getValue())) {
                return "section " + section.getKey() + " differs";
            }
        }
        byte[] again = print(back, layout);
        if (!Arrays.equals(text, again)) {
            return "text differs at " + Arrays.mismatch(text, again);
        }
        return Arrays.equals(back, WatReader.toBinary("printed again", again)) ? null : "differs when read back twice";
    }

    private static byte[] print(byte[] module, WatPrinter.Layout layout) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Writer writer = new OutputStreamWriter(bytes, StandardCharsets.UTF_8)) {
            WatPrinter.print(module, layout, writer);
        }
        return bytes.toByteArray();
    }

    /** The contents of the sections by their numbers, of custom ones by name and occurrence. */
    private static Map<String, byte[]> sections(byte[] module) {
        Map<String, byte[]> sections = new LinkedHashMap<>();
        ByteCursor in = new ByteCursor(module, HEADER, module.length);
        while (in.hasMore()) {
            int id = in.u8();
            ByteCursor content = in.part(in.count());
            String key = Integer.toString(id);
            if (id == 0) {
                key = "custom " + new String(content.vector(), StandardCharsets.ISO_8859_1);
                while (sections.containsKey(key)) {
                    key += "'";
                }
            }
            sections.put(key, content.bytes(content.end() - content.at()));
        }
        return sections;
    }

    /** The content of the code section with all numbers as short as possible and the locals of a type in one group. */
    private static byte[] code(byte[] module) {
        byte[] section = sections(module).getOrDefault("10", new byte[1]);
        ByteCursor in = new ByteCursor(section, 0, section.length);
        ByteWriter out = new ByteWriter(section.length);
        int count = in.count();
        out.unsigned(count);
        for (int i = 0; i < count; i++) {
            ByteCursor body = in.part(in.count());
            locals(body, out);
            while (body.hasMore()) {
                instruction(body, out);
            }
        }
        return out.toByteArray();
    }

    private static void locals(ByteCursor in, ByteWriter out) {
        byte[] last = {};
        long run = 0;
        for (int groups = in.count(); groups > 0; groups--) {
            long count = in.u32();
            ByteWriter type = new ByteWriter();
            type(in, type);
            if (count > 0 && !Arrays.equals(last, type.toByteArray())) {
                out.unsigned(run);
                out.write(last);
                last = type.toByteArray();
                run = 0;
            }
            run += count;
        }
        out.unsigned(run);
        out.write(last);
    }

    private static void type(ByteCursor in, ByteWriter out) {
        int code = in.peek();
        if (code != 0x63 && code != 0x64) {
            out.write(in.u8());
            return;
        }
        in.u8();
        ByteWriter heapType = new ByteWriter();
        heapType(in, heapType);
        byte[] bytes = heapType.toByteArray();
        // A nullable abstract type has a short form.
        if (code == 0x64 || bytes.length != 1 || bytes[0] < 0x69 || bytes[0] > 0x74) {
            out.write(code);
        }
        out.write(bytes);
    }

    private static void heapType(ByteCursor in, ByteWriter out) {
        if (in.peek() == 0x62) {
            out.write(in.u8());
            numbers(in, out, 1);
        } else {
            out.signed(in.signed());
        }
    }

    private static void numbers(ByteCursor in, ByteWriter out, int count) {
        for (int i = 0; i < count; i++) {
            out.unsigned(in.u64());
        }
    }

    private static void instruction(ByteCursor in, ByteWriter out) {
        int code = in.u8();
        out.write(code);
        Opcode opcode;
        if (Opcode.isPrefix(code)) {
            int second = in.u32();
            out.unsigned(second);
            opcode = Opcode.of(code, second);
        } else {
            opcode = Opcode.of(code);
        }
        switch (opcode.immediate()) {
            case NONE -> {
            }
            case BLOCK_TYPE -> blockType(in, out);
            case TRY_TABLE -> {
                blockType(in, out);
                catches(in, out);
            }
            case LABELS -> {
                int count = in.count();
                out.unsigned(count);
                numbers(in, out, count + 1);
            }
            case VALUE_TYPES -> {
                int count = in.count();
                out.unsigned(count);
                for (int i = 0; i < count; i++) {
                    type(in, out);
                }
            }
            case HEAP_TYPE -> heapType(in, out);
            case CAST -> {
                out.write(in.u8());
                numbers(in, out, 1);
                heapType(in, out);
                heapType(in, out);
            }
            case I32 -> out.signed((int) in.signed());
            case I64 -> out.signed(in.signed());
            case F32 -> out.write(in.bytes(Float.BYTES));
            case F64 -> out.write(in.bytes(Double.BYTES));
            case V128, LANES -> out.write(in.bytes(2 * Long.BYTES));
            case LANE, ZERO_BYTE -> out.write(in.u8());
            case MEMARG -> memoryArgument(in, out);
            case MEMARG_LANE -> {
                memoryArgument(in, out);
                out.write(in.u8());
            }
            case LABEL, FUNCTION, LOCAL, GLOBAL, TABLE, ELEM, MEMORY, DATA, TYPE, TAG -> numbers(in, out, 1);
            default -> numbers(in, out, 2);
        }
    }

    private static void blockType(ByteCursor in, ByteWriter out) {
        int first = in.peek();
        if ((first & 0xC0) == 0x40) {
            type(in, out);
        } else {
            out.signed(in.signed());
        }
    }

    private static void catches(ByteCursor in, ByteWriter out) {
        int count = in.count();
        out.unsigned(count);
        for (int i = 0; i < count; i++) {
            int kind = in.u8();
            out.write(kind);
            numbers(in, out, kind < 2 ? 2 : 1);
        }
    }

    /** An explicit memory 0 is left out. */
    private static void memoryArgument(ByteCursor in, ByteWriter out) {
        int flags = in.u32();
        int memory = (flags & 0x40) != 0 ? in.u32() : 0;
        out.unsigned(memory == 0 ? flags & ~0x40 : flags);
        if (memory != 0) {
            out.unsigned(memory);
        }
        numbers(in, out, 1);
    }
}
