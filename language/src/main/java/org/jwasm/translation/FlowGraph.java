// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.translation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.jwasm.nodes.I32Node;
import org.jwasm.nodes.WasmNode;
import org.jwasm.nodes.control.CatchTable;
import org.jwasm.nodes.control.IfNode;
import org.jwasm.nodes.control.Region;
import org.jwasm.nodes.control.Terminator;
import org.jwasm.nodes.numeric.NumericNodes;
import org.jwasm.structure.Opcode;

/**
 * The blocks of a function in the order of the code, and their reduction: chains become one block, conditions whose sides
 * meet again become statements, so that only what really jumps is left to the dispatcher.
 */
final class FlowGraph {

    // Bounds the Java stack that nested conditions need.
    private static final int MAX_IF_DEPTH = 24;
    private static final WasmNode[] NO_STATEMENTS = {};

    private final List<Block> blocks = new ArrayList<>();
    /** Outer ones before inner ones. */
    private final List<Handler> handlers = new ArrayList<>();
    private long catchClauses;

    /** Puts a block at the end of the order. */
    Block place(Block block) {
        blocks.add(block);
        return block;
    }

    /** Adds a handler, after those that it leaves exceptions to. */
    Handler add(Handler handler) {
        handlers.add(handler);
        return handler;
    }

    /** How many clauses all regions have together, outer ones included; known when the graph is built. */
    long catchClauses() {
        return catchClauses;
    }

    /** The regions of the reduced graph; the first is the entry. */
    Region[] build() {
        skipEmptyBlocks();
        countPredecessors();
        for (int i = blocks.size() - 1; i >= 0; i--) {
            reduce(blocks.get(i));
        }
        return number();
    }

    private void skipEmptyBlocks() {
        Map<Block, Block> targets = new IdentityHashMap<>();
        UnaryOperator<Block> resolve = block -> skip(block, targets);
        for (Block block : blocks) {
            block.handler = Handler.effective(block.handler);
            block.setExit(block.exit().retarget(resolve));
        }
        handlers.forEach(handler -> handler.clauses.forEach(clause -> clause.target = resolve.apply(clause.target)));
    }

    /** Where a jump to {@code block} ends up; an endless loop of empty blocks stays one. Each block is looked at once for all jumps. */
    private static Block skip(Block block, Map<Block, Block> targets) {
        if (next(block) == null) {
            return block;
        }
        Set<Block> chain = Collections.newSetFromMap(new IdentityHashMap<>());
        Block last = block;
        Block end = targets.get(last);
        while (end == null) {
            Block following = next(last);
            // In a loop, the block that closes it stands for all of it.
            end = following == null || !chain.add(last) ? last : targets.get(following);
            last = following;
        }
        for (Block passed : chain) {
            targets.put(passed, end);
        }
        targets.put(block, end);
        return end;
    }

    private static Block next(Block block) {
        return block.isEmpty() && block.exit() instanceof Block.Jump jump ? jump.target() : null;
    }

    private void countPredecessors() {
        List<Block> pending = new ArrayList<>();
        visit(blocks.getFirst(), pending);
        while (!pending.isEmpty()) {
            Block block = pending.removeLast();
            for (Block target : block.exit().targets()) {
                visit(target, pending);
            }
            visitHandlers(block.handler, pending);
        }
        blocks.removeIf(block -> block.predecessors == 0);
    }

    /** Anything may throw, so that the targets of its handlers can be reached from a block. */
    private static void visitHandlers(Handler innermost, List<Block> pending) {
        for (Handler handler = innermost; handler != null && !handler.reachable; handler = Handler.effective(handler.outer())) {
            handler.reachable = true;
            handler.clauses.forEach(clause -> visit(clause.target, pending));
        }
    }

    private static void visit(Block block, List<Block> pending) {
        if (block.predecessors++ == 0) {
            pending.add(block);
        }
    }

    private void reduce(Block block) {
        boolean changed = block.predecessors > 0;
        while (changed) {
            Block.Exit exit = block.exit();
            changed = exit instanceof Block.Jump jump ? mergeChain(block, jump.target())
                            : exit instanceof Block.Branch branch && foldBranch(block, branch);
        }
    }

    private boolean mergeChain(Block block, Block target) {
        if (target == block || target.predecessors != 1 || target == blocks.getFirst() || target.handler != block.handler) {
            return false;
        }
        block.append(target);
        target.predecessors = 0;
        return true;
    }

    private boolean foldBranch(Block block, Block.Branch branch) {
        Block whenTrue = branch.whenTrue();
        Block whenFalse = branch.whenFalse();
        Block joinTrue = closedSide(block, whenTrue);
        Block joinFalse = closedSide(block, whenFalse);
        if (joinTrue != null && joinTrue == joinFalse) {
            block.addIf(new IfNode(branch.condition(), branch.hint(), whenTrue.statementArray(), whenFalse.statementArray()), whenTrue, whenFalse);
            absorb(whenTrue);
            absorb(whenFalse);
            joinTrue.predecessors--;
            block.setExit(new Block.Jump(joinTrue));
        } else if (joinTrue != null && joinTrue == whenFalse) {
            block.addIf(new IfNode(branch.condition(), branch.hint(), whenTrue.statementArray(), NO_STATEMENTS), whenTrue);
            absorb(whenTrue);
            joinTrue.predecessors--;
            block.setExit(new Block.Jump(joinTrue));
        } else if (joinFalse != null && joinFalse == whenTrue) {
            block.addIf(new IfNode(not(branch.condition()), branch.hint().negate(), whenFalse.statementArray(), NO_STATEMENTS), whenFalse);
            absorb(whenFalse);
            joinFalse.predecessors--;
            block.setExit(new Block.Jump(joinFalse));
        } else {
            return false;
        }
        return true;
    }

    /** Where a side of a condition ends, if nothing else leads to it and it just goes on; else null. */
    private static Block closedSide(Block from, Block side) {
        return side != from && side.handler == from.handler && side.predecessors == 1 && side.ifDepth() < MAX_IF_DEPTH && side.exit() instanceof Block.Jump jump &&
                        jump.target() != side ? jump.target() : null;
    }

    private static void absorb(Block side) {
        side.predecessors = 0;
    }

    private static I32Node not(I32Node condition) {
        return (I32Node) NumericNodes.unary(Opcode.I32_EQZ, condition, -1);
    }

    private Region[] number() {
        blocks.removeIf(block -> block.predecessors == 0);
        for (int i = 0; i < blocks.size(); i++) {
            blocks.get(i).number = i;
        }
        Region[] regions = new Region[blocks.size()];
        Terminator[] terminators = new Terminator[blocks.size()];
        for (int i = 0; i < regions.length; i++) {
            Block block = blocks.get(i);
            terminators[i] = block.exit().terminator(target -> edge(block, target));
        }
        markLoopsThroughHandlers();
        for (int i = 0; i < regions.length; i++) {
            Block block = blocks.get(i);
            CatchTable catches = Handler.table(block.handler);
            catchClauses += catches == null ? 0 : catches.size();
            regions[i] = new Region(block.statementArray(), terminators[i], block.loopHead, catches, block.entry);
        }
        return regions;
    }

    private void markLoopsThroughHandlers() {
        for (Block block : blocks) {
            if (block.handler != null) {
                block.handler.lastBlock = block.number;
            }
        }
        for (Handler handler : handlers.reversed()) {
            Handler outer = Handler.effective(handler.outer());
            if (outer != null) {
                outer.lastBlock = Math.max(outer.lastBlock, handler.lastBlock);
            }
            for (Handler.Clause clause : handler.clauses) {
                clause.target.loopHead |= clause.target.number <= handler.lastBlock;
            }
        }
    }

    private static int edge(Block from, Block to) {
        if (to.number <= from.number) {
            to.loopHead = true;
        }
        return to.number;
    }
}
