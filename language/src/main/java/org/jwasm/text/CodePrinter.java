package org.jwasm.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jwasm.structure.Opcode;

/**
 * Prints instructions in parentheses, operands inside of what takes them as far as a line has room. That is only a matter
 * of looks: the order of the instructions is that of the binary format in any case.
 */
final class CodePrinter {

    private static final int LINE = 100;
    private static final int DEEPEST_INDENT = 40;

    private final PrintedNames names;
    private final TypePrinter types;
    private final OperandCounts counts;
    private final ImmediatePrinter immediates;
    private final List<Node> pending = new ArrayList<>();
    private final List<Frame> frames = new ArrayList<>();
    private StringBuilder out;
    private ByteCursor in;
    private int function;
    private int blocks;
    private int indent;

    CodePrinter(PrintedNames names, TypePrinter types, OperandCounts counts) {
        this.names = names;
        this.types = types;
        this.counts = counts;
        this.immediates = new ImmediatePrinter(names, types);
    }

    /** An instruction that was not written yet. */
    private record Node(String text, boolean isOperand) {
    }

    private record Frame(Opcode opcode, String label) {
    }

    /** The instructions of a function up to its end, a line each. */
    void body(ByteCursor code, int start, int index, Map<Integer, byte[]> hints, StringBuilder target) {
        in = code;
        function = index;
        out = target;
        blocks = 0;
        indent = 2;
        frames.clear();
        frames.add(new Frame(null, null));
        while (!frames.isEmpty()) {
            byte[] hint = hints.get(in.at() - start);
            step(opcode(), hint == null ? "" : "(@metadata.code.branch_hint " + PrintedNames.quote(hint) + ") ");
        }
    }

    /** A constant expression up to its end, on one line. */
    String expression(ByteCursor code) {
        StringBuilder text = new StringBuilder();
        body(code, code.at(), -1, Map.of(), text);
        return text.toString().strip().replaceAll("\n *", " ");
    }

    private Opcode opcode() {
        int code = in.u8();
        Opcode opcode = Opcode.isPrefix(code) ? Opcode.of(code, in.u32()) : Opcode.of(code);
        if (opcode == null) {
            throw in.malformed("illegal opcode");
        }
        return opcode;
    }

    private void step(Opcode opcode, String hint) {
        switch (opcode) {
            case BLOCK, LOOP, TRY_TABLE -> block(opcode, "");
            case IF -> {
                String condition = takeOperands(1, LINE);
                block(opcode, condition == null ? hint : hint + "|" + condition);
                open("(then");
            }
            case TRY -> {
                block(opcode, "");
                open("(do");
            }
            case ELSE -> clause("(else");
            case CATCH -> clause("(catch" + immediates.print(opcode, function, in));
            case CATCH_ALL -> clause("(catch_all");
            case DELEGATE -> {
                flush();
                close();
                frames.removeLast();
                line("(delegate " + label(in.u32()) + ")");
                close();
            }
            case END -> end();
            default -> instruction(opcode, hint);
        }
    }

    private void end() {
        flush();
        Frame frame = frames.removeLast();
        if (frame.opcode == Opcode.IF || frame.opcode == Opcode.TRY) {
            close();
        }
        if (frame.opcode != null) {
            close();
        }
    }

    private void clause(String head) {
        flush();
        close();
        open(head);
    }

    private void block(Opcode opcode, String prefix) {
        flush();
        String label = names.of(PrintedNames.LABELS, function, blocks++);
        int bar = prefix.indexOf('|');
        String hint = bar < 0 ? prefix : prefix.substring(0, bar);
        String condition = bar < 0 ? "" : " " + prefix.substring(bar + 1);
        String type = blockType();
        String catches = opcode == Opcode.TRY_TABLE ? catches() : "";
        open(hint + "(" + opcode.mnemonic() + (label == null ? "" : " " + label) + type + catches + condition);
        frames.add(new Frame(opcode, label));
    }

    private String blockType() {
        int first = in.peek();
        if (first == 0x40) {
            in.u8();
            return "";
        }
        return (first & 0xC0) == 0x40 ? " (result " + types.valueType(in) + ")" : types.use((int) in.signed());
    }

    private String catches() {
        StringBuilder text = new StringBuilder();
        for (int i = in.count(); i > 0; i--) {
            int kind = in.u8();
            String tag = kind < 2 ? " " + names.reference(PrintedNames.TAGS, in.u32()) : "";
            String word = switch (kind) {
                case 0 -> "catch";
                case 1 -> "catch_ref";
                case 2 -> "catch_all";
                case 3 -> "catch_all_ref";
                default -> throw in.malformed("malformed catch clause");
            };
            text.append(" (").append(word).append(tag).append(' ').append(label(in.u32())).append(')');
        }
        return text.toString();
    }

    private void instruction(Opcode opcode, String hint) {
        OperandCounts.Count count = counts.of(opcode, in);
        String head = opcode.mnemonic() + switch (opcode.immediate()) {
            case LABEL -> " " + label(in.u32());
            case LABELS -> labels();
            case CAST -> cast();
            default -> immediates.print(opcode, function, in);
        };
        String operands = takeOperands(count.operands(), LINE - head.length());
        String inside = operands == null || operands.isEmpty() ? head : head + " " + operands;
        pending.add(new Node(hint + "(" + inside + ")", count.results() == 1));
    }

    private String labels() {
        StringBuilder text = new StringBuilder();
        for (int i = in.count(); i >= 0; i--) {
            text.append(' ').append(label(in.u32()));
        }
        return text.toString();
    }

    private String cast() {
        int flags = in.u8();
        String label = " " + label(in.u32());
        String from = " (ref " + ((flags & 1) != 0 ? "null " : "") + types.heapType(in) + ")";
        return label + from + " (ref " + ((flags & 2) != 0 ? "null " : "") + types.heapType(in) + ")";
    }

    /** The last {@code count} pending instructions if each is one operand and they have room; else null. */
    private String takeOperands(int count, int room) {
        if (count > pending.size()) {
            return null;
        }
        List<Node> last = pending.subList(pending.size() - count, pending.size());
        int length = 0;
        for (Node node : last) {
            length += node.text.length() + 1;
            if (!node.isOperand || length > room) {
                return null;
            }
        }
        StringBuilder text = new StringBuilder();
        for (Node node : last) {
            text.append(text.isEmpty() ? "" : " ").append(node.text);
        }
        last.clear();
        return text.toString();
    }

    /** The label at a distance: its name if nothing nearer has the same. */
    private String label(int distance) {
        int target = frames.size() - 1 - distance;
        if (distance < 0 || target < 0 || frames.get(target).label == null) {
            return Integer.toUnsignedString(distance);
        }
        String name = frames.get(target).label;
        for (int i = target + 1; i < frames.size(); i++) {
            if (name.equals(frames.get(i).label)) {
                return Integer.toString(distance);
            }
        }
        return name;
    }

    private void flush() {
        for (Node node : pending) {
            line(node.text);
        }
        pending.clear();
    }

    private void open(String head) {
        line(head);
        indent++;
    }

    private void close() {
        indent--;
        line(")");
    }

    private void line(String text) {
        out.append("  ".repeat(Math.min(indent, DEEPEST_INDENT))).append(text).append('\n');
    }
}
