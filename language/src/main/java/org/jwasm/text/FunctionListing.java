// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import java.io.IOException;
import org.jwasm.structure.Opcode;

/** Lists one function, line by line; see {@link CodeListing}. */
final class FunctionListing {

    private static final int BYTES_IN_A_LINE = 9;
    private static final int OFFSET_WIDTH = 10;
    private static final int DEEPEST_INDENT = 40;
    private static final int MOST_NAMED_LOCALS = 100;

    private final byte[] module;
    private final PrintedNames names;
    private final TypePrinter types;
    private final ImmediatePrinter immediates;
    private final Appendable out;
    private final StringBuilder line = new StringBuilder();
    private int function;
    private int depth;

    FunctionListing(byte[] module, PrintedNames names, TypePrinter types, Appendable out) {
        this.module = module;
        this.names = names;
        this.types = types;
        this.immediates = new ImmediatePrinter(names, types);
        this.out = out;
    }

    /** Lists local declarations and instructions up to the end of {@code in}. */
    void print(int index, int type, ByteCursor in) throws IOException {
        function = index;
        depth = 1;
        int start = in.at();
        int groups = in.count();
        long local = types.shape(type).params();
        if (groups == 0) {
            line(start, in.at(), 0, "no locals");
        }
        for (int i = 0; i < groups; i++) {
            int groupStart = i == 0 ? start : in.at();
            long count = Integer.toUnsignedLong(in.u32());
            String valueType = types.valueType(in);
            line(groupStart, in.at(), 0, locals(local, count, valueType));
            local += count;
        }
        while (in.hasMore()) {
            instruction(in);
        }
    }

    private String locals(long first, long count, String type) {
        StringBuilder text = new StringBuilder(count == 1 ? "local " + first : "locals " + first + "-" + (first + count - 1));
        if (count == 0) {
            return "no locals of type " + type;
        }
        text.append(' ').append(type);
        for (long i = first; i < first + Math.min(count, MOST_NAMED_LOCALS); i++) {
            String name = names.of(PrintedNames.LOCALS, function, (int) i);
            text.append(name == null ? "" : " " + name);
        }
        return text.toString();
    }

    private void instruction(ByteCursor in) throws IOException {
        int start = in.at();
        Opcode opcode = CodeListing.opcode(in);
        String text = opcode.mnemonic() + immediates(opcode, in);
        switch (opcode) {
            case BLOCK, LOOP, IF, TRY, TRY_TABLE -> line(start, in.at(), depth++, text);
            case ELSE, CATCH, CATCH_ALL -> line(start, in.at(), depth - 1, text);
            case END, DELEGATE -> line(start, in.at(), --depth, text);
            default -> line(start, in.at(), depth, text);
        }
    }

    private String immediates(Opcode opcode, ByteCursor in) {
        return switch (opcode.immediate()) {
            case BLOCK_TYPE -> blockType(in);
            case TRY_TABLE -> blockType(in) + catches(in);
            case LABEL -> " " + label(in);
            case LABELS -> {
                StringBuilder labels = new StringBuilder();
                for (int i = in.count(); i >= 0; i--) {
                    labels.append(' ').append(label(in));
                }
                yield labels.toString();
            }
            case CAST -> {
                int flags = in.u8();
                yield " " + label(in) + cast(flags & 1, in) + cast(flags & 2, in);
            }
            default -> immediates.print(opcode, function, in);
        };
    }

    private static String label(ByteCursor in) {
        return Integer.toUnsignedString(in.u32());
    }

    private String cast(int nullable, ByteCursor in) {
        return " (ref " + (nullable != 0 ? "null " : "") + types.heapType(in) + ")";
    }

    private String blockType(ByteCursor in) {
        int first = in.peek();
        if (first == 0x40) {
            in.u8();
            return "";
        }
        return (first & 0xC0) == 0x40 ? " (result " + types.valueType(in) + ")" : types.use((int) in.signed());
    }

    private String catches(ByteCursor in) {
        StringBuilder text = new StringBuilder();
        for (int i = in.count(); i > 0; i--) {
            int kind = in.u8();
            if (kind > 3) {
                throw in.malformed("malformed catch clause");
            }
            text.append(kind < 2 ? " (catch" : " (catch_all").append((kind & 1) == 0 ? "" : "_ref");
            text.append(kind < 2 ? " " + names.reference(PrintedNames.TAGS, in.u32()) : "").append(' ').append(label(in)).append(')');
        }
        return text.toString();
    }

    /** Offset, bytes and text; the bytes that have no room follow on lines of their own. */
    private void line(int start, int end, int indent, String text) throws IOException {
        for (int at = start; at < end; at += BYTES_IN_A_LINE) {
            line.setLength(0);
            String offset = Integer.toHexString(at);
            line.repeat(' ', OFFSET_WIDTH - 2 - offset.length()).append("0x").append(offset).append(' ');
            int until = Math.min(end, at + BYTES_IN_A_LINE);
            for (int i = at; i < until; i++) {
                line.append(' ').append(Character.forDigit(module[i] >> 4 & 0xF, 16)).append(Character.forDigit(module[i] & 0xF, 16));
            }
            if (at == start) {
                line.repeat(' ', 3 * (BYTES_IN_A_LINE - (until - at)) + 2);
                line.repeat(' ', 2 * Math.clamp(indent, 0, DEEPEST_INDENT)).append(text);
            }
            out.append(line.append('\n'));
        }
    }
}
