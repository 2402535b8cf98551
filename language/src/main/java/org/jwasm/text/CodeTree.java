// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jwasm.structure.Opcode;

/**
 * The instructions of one body, each with its text and with the group of instructions before it that are its operands.
 * All is in rows of numbers, so that nesting has no limit but memory. Spec: Text Format, Instructions, Folded Instructions.
 */
final class CodeTree {

    /** The width of what has no place on a line. */
    static final int TOO_WIDE = 1 << 20;

    private final PrintedNames names;
    private final TypePrinter types;
    private final OperandCounts counts;
    private final ImmediatePrinter immediates;
    private final StringBuilder texts = new StringBuilder();
    private final List<Frame> frames = new ArrayList<>();
    private final Map<String, Integer> labelPositions = new HashMap<>();
    private final Map<Integer, String> annotations = new HashMap<>();
    private int[] textEnds = new int[64];
    private int[] firsts = new int[64];
    private int[] widths = new int[64];
    private short[] opcodes = new short[64];
    private int[] offsets = new int[64];
    private int offset;
    private int size;
    /** What may become an operand: the first instruction, the number of results and the width of each group. */
    private int[] nodes = new int[96];
    private int nodeCount;
    private ByteCursor in;
    private int function;
    private int blocks;

    CodeTree(PrintedNames names, TypePrinter types, OperandCounts counts) {
        this.names = names;
        this.types = types;
        this.counts = counts;
        this.immediates = new ImmediatePrinter(names, types);
    }

    /**
     * A block in which the reading is.
     *
     * @param base how many nodes are outside of it
     * @param first the first instruction of its group
     * @param labelCount how many operands a branch to its label takes
     * @param shadowed where the label was that has the same name and is around this one, or null
     */
    private record Frame(Opcode opcode, int base, int first, int results, int labelCount, String label, Integer shadowed) {
    }

    /**
     * Reads a body up to its end.
     *
     * @param functionIndex -1 for a constant expression
     * @param results how many results the body has
     * @param metadata the annotations of the instructions by their offset from {@code start}
     */
    void read(ByteCursor code, int start, int functionIndex, int results, CodeMetadata metadata) {
        in = code;
        function = functionIndex;
        blocks = 0;
        size = 0;
        nodeCount = 0;
        texts.setLength(0);
        annotations.clear();
        frames.clear();
        labelPositions.clear();
        frames.add(new Frame(null, 0, 0, results, results, null, null));
        while (!frames.isEmpty()) {
            offset = in.at();
            Opcode opcode = opcode();
            String annotation = metadata.take(functionIndex, offset - start, opcode);
            if (annotation != null) {
                annotations.put(size, annotation);
            }
            read(opcode);
        }
    }

    int size() {
        return size;
    }

    Opcode opcode(int index) {
        return KeywordTable.opcode(opcodes[index]);
    }

    /** Where the instruction is in the module's bytes. */
    int offset(int index) {
        return offsets[index];
    }

    /** The first instruction of the group of operands and instruction; the instruction itself if it has no operands before it. */
    int first(int index) {
        return firsts[index];
    }

    /** How many characters the whole group has on one line; of an {@code if} without its branches. */
    int width(int index) {
        return widths[index];
    }

    /** The annotations of an instruction, or null. */
    String annotation(int index) {
        return annotations.get(index);
    }

    StringBuilder texts() {
        return texts;
    }

    /** Where the text of an instruction without its parentheses starts in {@link #texts}. */
    int textStart(int index) {
        return index == 0 ? 0 : textEnds[index - 1];
    }

    int textEnd(int index) {
        return textEnds[index];
    }

    private Opcode opcode() {
        int code = in.u8();
        Opcode opcode = Opcode.isPrefix(code) ? Opcode.of(code, in.u32()) : Opcode.of(code);
        if (opcode == null) {
            throw in.malformed("illegal opcode");
        }
        return opcode;
    }

    private void read(Opcode opcode) {
        texts.append(opcode.mnemonic());
        switch (opcode) {
            case BLOCK, LOOP, TRY_TABLE, IF, TRY -> block(opcode);
            case ELSE -> {
                requireTop(Opcode.IF);
                clause(opcode);
            }
            case CATCH, CATCH_ALL -> {
                requireTop(Opcode.TRY);
                texts.append(immediates.print(opcode, function, in));
                clause(opcode);
            }
            case DELEGATE -> {
                requireTop(Opcode.TRY);
                Frame frame = pop();
                texts.append(' ').append(label(in.u32()));
                close(opcode, frame);
            }
            case END -> close(opcode, pop());
            default -> plain(opcode);
        }
    }

    private void requireTop(Opcode opener) {
        if (frames.getLast().opcode != opener) {
            throw in.malformed("unexpected token");
        }
    }

    private void clause(Opcode opcode) {
        nodeCount = frames.getLast().base;
        add(opcode, size, TOO_WIDE);
    }

    private Frame pop() {
        Frame frame = frames.removeLast();
        if (frame.label != null) {
            if (frame.shadowed == null) {
                labelPositions.remove(frame.label);
            } else {
                labelPositions.put(frame.label, frame.shadowed);
            }
        }
        return frame;
    }

    /** Adds the instruction that ends a block, which becomes an operand of what follows. */
    private void close(Opcode opcode, Frame frame) {
        nodeCount = frame.base;
        add(opcode, size, TOO_WIDE);
        if (frame.opcode != null) {
            addNode(frame.first, frame.results, TOO_WIDE);
        }
    }

    private void block(Opcode opcode) {
        String label = names.of(PrintedNames.LABELS, function, blocks);
        texts.append(names.declare(PrintedNames.LABELS, function, blocks++));
        int params = 0;
        int results = 0;
        if (in.peek() == 0x40) {
            in.u8();
        } else if ((in.peek() & 0xC0) == 0x40) {
            texts.append(" (result ").append(types.valueType(in)).append(')');
            results = 1;
        } else {
            int type = (int) in.signed();
            texts.append(types.use(type));
            params = types.shape(type).params();
            results = types.shape(type).results();
        }
        if (opcode == Opcode.TRY_TABLE) {
            catches();
        }
        int nodesBefore = nodeCount;
        int first = takeOperands(opcode == Opcode.IF ? params + 1 : params);
        add(opcode, first, opcode == Opcode.IF ? width(first, nodesBefore) : TOO_WIDE);
        Integer shadowed = label == null ? null : labelPositions.put(label, frames.size());
        frames.add(new Frame(opcode, nodeCount, first, results, opcode == Opcode.LOOP ? params : results, label, shadowed));
    }

    private void catches() {
        for (int i = in.count(); i > 0; i--) {
            int kind = in.u8();
            String word = switch (kind) {
                case 0 -> "catch";
                case 1 -> "catch_ref";
                case 2 -> "catch_all";
                case 3 -> "catch_all_ref";
                default -> throw in.malformed("malformed catch clause");
            };
            texts.append(" (").append(word);
            if (kind < 2) {
                texts.append(' ').append(names.reference(PrintedNames.TAGS, in.u32()));
            }
            texts.append(' ').append(label(in.u32())).append(')');
        }
    }

    private void plain(Opcode opcode) {
        long count = count(opcode);
        switch (opcode.immediate()) {
            case LABEL -> texts.append(' ').append(label(in.u32()));
            case LABELS -> {
                for (int i = in.count(); i >= 0; i--) {
                    texts.append(' ').append(label(in.u32()));
                }
            }
            case CAST -> cast();
            default -> texts.append(immediates.print(opcode, function, in));
        }
        int operands = (int) (count >> 32);
        int nodesBefore = nodeCount;
        int first = takeOperands(operands);
        int width = width(first, nodesBefore);
        add(opcode, first, width);
        if (endsSequence(opcode)) {
            nodeCount = frames.getLast().base;
        } else {
            addNode(first, (int) count, width);
        }
    }

    /** The width of the instruction that is next, with the operands up to {@code nodesBefore} if it has taken them. */
    private int width(int first, int nodesBefore) {
        String annotation = annotations.get(size);
        int width = texts.length() - textStart(size) + 2 + (annotation == null ? 0 : annotation.length() + 1);
        for (int i = nodeCount; first < size && i < nodesBefore; i++) {
            width = Math.min(width + 1 + nodes[3 * i + 2], TOO_WIDE);
        }
        return width;
    }

    private void cast() {
        int flags = in.u8();
        texts.append(' ').append(label(in.u32()));
        texts.append((flags & 1) != 0 ? " (ref null " : " (ref ").append(types.heapType(in)).append(')');
        texts.append((flags & 2) != 0 ? " (ref null " : " (ref ").append(types.heapType(in)).append(')');
    }

    /** Operands in the high half, results in the low half. */
    private long count(Opcode opcode) {
        ByteCursor ahead = new ByteCursor(in);
        return switch (opcode) {
            case RETURN -> pair(frames.getFirst().labelCount, 0);
            case BR -> pair(labelCount(ahead.u32()), 0);
            case BR_IF -> branch(ahead.u32(), 1, 0);
            case BR_ON_NULL -> branch(ahead.u32(), 1, 1);
            case BR_ON_NON_NULL -> branch(ahead.u32(), 0, -1);
            case BR_TABLE -> {
                for (int i = ahead.count(); i > 0; i--) {
                    ahead.u32();
                }
                yield pair(labelCount(ahead.u32()) + 1, 0);
            }
            case BR_ON_CAST, BR_ON_CAST_FAIL, BR_ON_CAST_DESC_EQ, BR_ON_CAST_DESC_EQ_FAIL -> {
                ahead.u8();
                boolean descriptor = opcode == Opcode.BR_ON_CAST_DESC_EQ || opcode == Opcode.BR_ON_CAST_DESC_EQ_FAIL;
                yield branch(ahead.u32(), descriptor ? 1 : 0, 0);
            }
            default -> {
                OperandCounts.Count count = counts.of(opcode, in);
                yield pair(count.operands(), count.results());
            }
        };
    }

    /** A branch that may not be taken: what the label takes stays, but for what the instruction adds or takes itself. */
    private long branch(int distance, int moreOperands, int moreResults) {
        int count = labelCount(distance);
        return pair(count + moreOperands, Math.max(count + moreResults, 0));
    }

    private static long pair(int operands, int results) {
        return (long) operands << 32 | results;
    }

    private int labelCount(int distance) {
        int target = frames.size() - 1 - distance;
        return distance < 0 || target < 0 ? 0 : frames.get(target).labelCount;
    }

    private static boolean endsSequence(Opcode opcode) {
        return switch (opcode) {
            case UNREACHABLE, RETURN, BR, BR_TABLE, THROW, THROW_REF, RETHROW, RETURN_CALL, RETURN_CALL_INDIRECT, RETURN_CALL_REF -> true;
            default -> false;
        };
    }

    /** The label at a distance: its name if nothing nearer has the same. */
    private String label(int distance) {
        int target = frames.size() - 1 - distance;
        if (distance < 0 || target < 0 || frames.get(target).label == null) {
            return Integer.toUnsignedString(distance);
        }
        String name = frames.get(target).label;
        return Objects.equals(labelPositions.get(name), target) ? name : Integer.toString(distance);
    }

    /**
     * Takes the groups before that have {@code count} results together, and those without results between them, and returns
     * the first instruction of the first. If no groups are just so many, nothing before can become an operand any more.
     */
    private int takeOperands(int count) {
        if (count == 0) {
            return size;
        }
        int base = frames.getLast().base;
        long missing = count;
        int at = nodeCount;
        while (missing > 0 && at > base) {
            at--;
            missing -= nodes[3 * at + 1];
        }
        if (missing != 0) {
            nodeCount = base;
            return size;
        }
        nodeCount = at;
        return nodes[3 * at];
    }

    private void addNode(int first, int results, int width) {
        int at = 3 * nodeCount++;
        if (at == nodes.length) {
            nodes = Arrays.copyOf(nodes, 2 * at);
        }
        nodes[at] = first;
        nodes[at + 1] = results;
        nodes[at + 2] = width;
    }

    private void add(Opcode opcode, int first, int width) {
        if (size == textEnds.length) {
            int capacity = 2 * size;
            textEnds = Arrays.copyOf(textEnds, capacity);
            firsts = Arrays.copyOf(firsts, capacity);
            widths = Arrays.copyOf(widths, capacity);
            opcodes = Arrays.copyOf(opcodes, capacity);
            offsets = Arrays.copyOf(offsets, capacity);
        }
        textEnds[size] = texts.length();
        firsts[size] = first;
        widths[size] = width;
        opcodes[size] = (short) opcode.ordinal();
        offsets[size] = offset;
        size++;
    }
}
