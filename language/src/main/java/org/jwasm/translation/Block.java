// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.translation;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

import org.jwasm.nodes.I32Node;
import org.jwasm.nodes.WasmNode;
import org.jwasm.nodes.control.BranchIf;
import org.jwasm.nodes.control.BranchTable;
import org.jwasm.nodes.control.ChargeNodes;
import org.jwasm.nodes.control.Goto;
import org.jwasm.nodes.control.LoopEntry;
import org.jwasm.nodes.control.Return;
import org.jwasm.nodes.control.Terminator;
import org.jwasm.nodes.control.Unreachable;
import org.jwasm.structure.BranchHints;

/** A region under construction: statements, and how it ends. */
final class Block {

    /** How a block ends. Methods, not switches over the kinds: Java would make a class for each such switch at every start. */
    sealed interface Exit permits Jump, Branch, Table, Leave, Trap, Fail {

        /** Where it can go on, a block once for each edge. */
        default List<Block> targets() {
            return List.of();
        }

        /** The same with other targets. */
        default Exit retarget(@SuppressWarnings("unused") UnaryOperator<Block> to) {
            return this;
        }

        /** The node for it. */
        Terminator terminator(ToIntFunction<Block> number);
    }

    record Jump(Block target) implements Exit {

        @Override
        public List<Block> targets() {
            return List.of(target);
        }

        @Override
        public Exit retarget(UnaryOperator<Block> to) {
            return new Jump(to.apply(target));
        }

        @Override
        public Terminator terminator(ToIntFunction<Block> number) {
            return new Goto(number.applyAsInt(target));
        }
    }

    record Branch(I32Node condition, BranchHints.Hint hint, Block whenTrue, Block whenFalse) implements Exit {

        Branch(I32Node condition, Block whenTrue, Block whenFalse) {
            this(condition, BranchHints.Hint.NONE, whenTrue, whenFalse);
        }

        @Override
        public List<Block> targets() {
            return List.of(whenTrue, whenFalse);
        }

        @Override
        public Exit retarget(UnaryOperator<Block> to) {
            return new Branch(condition, hint, to.apply(whenTrue), to.apply(whenFalse));
        }

        @Override
        public Terminator terminator(ToIntFunction<Block> number) {
            return new BranchIf(condition, hint, number.applyAsInt(whenTrue), number.applyAsInt(whenFalse));
        }
    }

    record Table(I32Node index, List<Block> targets) implements Exit {

        @Override
        public Exit retarget(UnaryOperator<Block> to) {
            Block[] retargeted = new Block[targets.size()];
            for (int i = 0; i < retargeted.length; i++) {
                retargeted[i] = to.apply(targets.get(i));
            }
            return new Table(index, Arrays.asList(retargeted));
        }

        @Override
        public Terminator terminator(ToIntFunction<Block> number) {
            return new BranchTable(index, targets.stream().mapToInt(number).toArray());
        }
    }

    record Leave(WasmNode[] results) implements Exit {

        @Override
        public Terminator terminator(ToIntFunction<Block> number) {
            return new Return(results);
        }
    }

    record Trap(int codeOffset) implements Exit {

        @Override
        public Terminator terminator(ToIntFunction<Block> number) {
            return new Unreachable(codeOffset);
        }
    }

    /** Throws, and so goes on where the handler says. */
    record Fail(Terminator terminator) implements Exit {

        @Override
        public Terminator terminator(ToIntFunction<Block> number) {
            return terminator;
        }
    }

    private Deque<WasmNode> statements = new ArrayDeque<>();
    /** What makes statements visible to instruments, or null. */
    private Statements instruments;
    private Exit exit;
    private int ifDepth;
    /** What its instructions cost, where code is metered. */
    private int cost;
    /** What it charges where it starts, known when its statements are. */
    private int charged;
    /** How many edges lead here; kept by {@link FlowGraph}. */
    int predecessors;
    /** The index of the region, or -1 while it has none. */
    int number = -1;
    boolean loopHead;
    /** How compiled code can go on where it starts, or null. */
    LoopEntry entry;
    /** What handles exceptions of the block, or null. Only blocks of the same handler can become one. */
    Handler handler;

    void add(WasmNode statement) {
        add(statement, null);
    }

    /** @param origin the operand that the statement evaluates, or null if it is of the current instruction */
    void add(WasmNode statement, WasmNode origin) {
        statements.add(instruments == null ? statement : instruments.statement(statement, origin));
    }

    /** From here on its statements can be seen by instruments. */
    void instrument(Statements by) {
        instruments = by;
    }

    /**
     * Adds a place to stop at, if the block can be seen: its end follows.
     *
     * @param origin the operand that the end evaluates, or null if it is of the current instruction
     */
    void mark(WasmNode origin) {
        WasmNode place = instruments == null ? null : instruments.statement(null, origin);
        if (place != null) {
            statements.add(place);
        }
    }

    /** Counts an instruction. */
    void count() {
        cost++;
    }

    /** What the block pays for all that was merged into it; 0 if another block pays for it. */
    int charged() {
        return charged;
    }

    /** Whether it does nothing that counts. */
    boolean isEmpty() {
        return statements.isEmpty() && cost == 0;
    }

    Exit exit() {
        return exit;
    }

    void setExit(Exit exit) {
        this.exit = exit;
    }

    /** How deep conditions are nested in the statements. */
    int ifDepth() {
        return ifDepth;
    }

    /** Adds a condition whose sides are the statements of blocks, either of which may be null. */
    void addIf(WasmNode condition, Block... sides) {
        statements.add(condition);
        for (Block side : sides) {
            if (side != null) {
                ifDepth = Math.max(ifDepth, side.ifDepth + 1);
            }
        }
    }

    /** Takes over everything of the only successor. */
    void append(Block successor) {
        // The shorter of the two is moved, so that chains cost no more than they are long, from either end.
        if (statements.size() < successor.statements.size()) {
            statements.descendingIterator().forEachRemaining(successor.statements::addFirst);
            statements = successor.statements;
        } else {
            statements.addAll(successor.statements);
        }
        cost += successor.cost;
        exit = successor.exit;
        ifDepth = Math.max(ifDepth, successor.ifDepth);
    }

    /** The statements, behind the one that pays for all of them. */
    WasmNode[] statementArray() {
        if (cost > 0) {
            statements.addFirst(ChargeNodes.block(cost));
            charged = cost;
            cost = 0;
        }
        return statements.toArray(WasmNode[]::new);
    }
}
