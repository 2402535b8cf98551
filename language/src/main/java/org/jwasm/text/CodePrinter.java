// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import java.util.Arrays;
import org.jwasm.structure.Opcode;

/** Prints the instructions of a body, folded or flat. Spec: Text Format, Instructions. */
final class CodePrinter {

    private static final int LINE = 100;
    private static final int NONE = -1;
    /** The instruction at which a line ends that never ends. */
    private static final int NEVER = -2;

    private final CodeTree tree;
    private final WatPrinter.Layout layout;
    private final TextOutput out;
    /** By instruction: the outermost group that starts with it, and by group the next one inside that starts there too. */
    private int[] outermost = new int[64];
    private int[] inner = new int[64];
    /** The structured instructions around the one that is being printed. */
    private Opcode[] blocks = new Opcode[16];
    private int blockCount;
    private int depth;
    /** The instruction whose group has to be on one line, or none. */
    private int line = NONE;
    private boolean isLineStart;

    /** Where the places of folded instructions are noted, or null. */
    private final TextPositions positions;
    private int[] starts = new int[0];
    private int[] ends = new int[0];

    CodePrinter(PrintedNames names, TypePrinter types, OperandCounts counts, WatPrinter.Layout layout, TextOutput out, TextPositions positions) {
        this.positions = positions;
        this.tree = new CodeTree(names, types, counts);
        this.layout = layout;
        this.out = out;
    }

    /**
     * The instructions of a function up to its end.
     *
     * @param start what the offsets of {@code metadata} are relative to
     */
    void body(ByteCursor code, int start, int function, int results, CodeMetadata metadata) {
        tree.read(code, start, function, results, metadata);
        depth = 2;
        line = NONE;
        if (layout == WatPrinter.Layout.FLAT) {
            flat();
        } else {
            folded();
            notePositions();
        }
    }

    private void notePositions() {
        if (positions == null) {
            return;
        }
        for (int i = 0; i < tree.size() - 1; i++) {
            if (ends[i] > 0) {
                positions.instruction(tree.offset(i), starts[i], ends[i]);
            }
        }
    }

    private void noteStart(int index) {
        if (positions != null) {
            starts[index] = (int) out.position();
        }
    }

    private void noteEnd(int index) {
        if (positions != null) {
            ends[index] = (int) out.position();
        }
    }

    /** A constant expression up to its end, folded, on one line. */
    void expression(ByteCursor code) {
        tree.read(code, code.at(), -1, 1, CodeMetadata.NONE);
        line = NEVER;
        isLineStart = true;
        folded();
        line = NONE;
    }

    private void flat() {
        for (int i = 0; i < tree.size() - 1; i++) {
            Opcode opcode = tree.opcode(i);
            boolean closes = switch (opcode) {
                case ELSE, CATCH, CATCH_ALL, DELEGATE, END -> true;
                default -> false;
            };
            depth -= closes ? 1 : 0;
            out.indent(depth);
            annotation(i);
            out.append(tree.texts(), tree.textStart(i), tree.textEnd(i)).append('\n');
            boolean opens = switch (opcode) {
                case BLOCK, LOOP, IF, TRY, TRY_TABLE, ELSE, CATCH, CATCH_ALL -> true;
                default -> false;
            };
            depth += opens ? 1 : 0;
        }
    }

    private void folded() {
        int count = tree.size() - 1;
        linkGroups(count);
        if (positions != null && starts.length < count) {
            starts = new int[2 * count];
            ends = new int[2 * count];
        }
        if (positions != null) {
            Arrays.fill(ends, 0, count, 0);
        }
        for (int i = 0; i < count; i++) {
            for (int group = outermost[i]; group != NONE; group = inner[group]) {
                open(group);
            }
            switch (tree.opcode(i)) {
                case BLOCK, LOOP, TRY_TABLE -> openBlock(i);
                case IF -> {
                    if (tree.first(i) == i) {
                        openBlock(i);
                    } else {
                        pushBlock(Opcode.IF);
                        if (line == i) {
                            line = NONE;
                            depth++;
                            out.append('\n');
                        }
                    }
                    word("(then");
                    depth++;
                }
                case TRY -> {
                    openBlock(i);
                    word("(do");
                    depth++;
                }
                case ELSE, CATCH, CATCH_ALL -> {
                    close();
                    begin(i);
                    depth++;
                }
                case DELEGATE -> {
                    close();
                    begin(i);
                    out.append(line == NONE ? ")\n" : ")");
                    blockCount--;
                    close();
                }
                case END -> end();
                default -> plain(i);
            }
        }
    }

    /** Of the instructions whose operands start at the same one the last is the outermost. */
    private void linkGroups(int count) {
        if (outermost.length < count) {
            outermost = new int[Math.max(count, 2 * outermost.length)];
            inner = new int[outermost.length];
        }
        Arrays.fill(outermost, 0, count, NONE);
        for (int i = 0; i < count; i++) {
            int first = tree.first(i);
            if (first < i && (isPlain(tree.opcode(i)) || tree.opcode(i) == Opcode.IF)) {
                inner[i] = outermost[first];
                outermost[first] = i;
            }
        }
    }

    private static boolean isPlain(Opcode opcode) {
        return switch (opcode) {
            case BLOCK, LOOP, IF, TRY, TRY_TABLE, ELSE, CATCH, CATCH_ALL, DELEGATE, END -> false;
            default -> true;
        };
    }

    /** The head of an instruction whose operands follow. */
    private void open(int index) {
        boolean fits = line == NONE && tree.width(index) <= LINE - TextOutput.width(depth);
        if (fits) {
            line = index;
            isLineStart = true;
            out.indent(depth);
        }
        begin(index);
        if (line == NONE) {
            depth++;
        }
    }

    private void plain(int index) {
        if (tree.first(index) == index) {
            begin(index);
            out.append(')');
            noteEnd(index);
            out.append(line == NONE ? "\n" : "");
        } else if (line == NONE) {
            depth--;
            out.indent(depth).append(')');
            noteEnd(index);
            out.append('\n');
        } else {
            out.append(')');
            noteEnd(index);
            if (line == index) {
                out.append('\n');
                line = NONE;
            }
        }
    }

    private void openBlock(int index) {
        begin(index);
        depth++;
        pushBlock(tree.opcode(index));
    }

    private void pushBlock(Opcode opcode) {
        if (blockCount == blocks.length) {
            blocks = Arrays.copyOf(blocks, 2 * blockCount);
        }
        blocks[blockCount++] = opcode;
    }

    private void end() {
        Opcode opener = blocks[--blockCount];
        if (opener == Opcode.IF || opener == Opcode.TRY) {
            close();
        }
        close();
    }

    private void close() {
        depth--;
        if (line == NONE) {
            out.indent(depth).append(")\n");
        } else {
            out.append(')');
        }
    }

    /** An opening parenthesis and the text of an instruction. */
    private void begin(int index) {
        space();
        annotation(index);
        noteStart(index);
        out.append('(').append(tree.texts(), tree.textStart(index), tree.textEnd(index));
        noteEnd(index);
        boolean isLeaf = isPlain(tree.opcode(index)) && tree.first(index) == index || tree.opcode(index) == Opcode.DELEGATE;
        if (line == NONE && !isLeaf) {
            out.append('\n');
        }
    }

    private void word(String text) {
        space();
        out.append(text);
        if (line == NONE) {
            out.append('\n');
        }
    }

    private void space() {
        if (line == NONE) {
            out.indent(depth);
        } else if (!isLineStart) {
            out.append(' ');
        }
        isLineStart = false;
    }

    private void annotation(int index) {
        String annotation = tree.annotation(index);
        if (annotation != null) {
            out.append(annotation).append(' ');
        }
    }
}
