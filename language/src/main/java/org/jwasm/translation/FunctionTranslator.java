// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.translation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jwasm.binary.CodeReader;
import org.jwasm.binary.Immediates;
import org.jwasm.nodes.I32Node;
import org.jwasm.nodes.RefNode;
import org.jwasm.nodes.WasmNode;
import org.jwasm.nodes.call.TailCallNodes;
import org.jwasm.nodes.control.FunctionBody;
import org.jwasm.nodes.control.HandlingBody;
import org.jwasm.nodes.control.InstrumentedFunction;
import org.jwasm.nodes.control.LoopEntry;
import org.jwasm.nodes.control.Region;
import org.jwasm.nodes.control.SlotKinds;
import org.jwasm.nodes.control.WasmRootNode;
import org.jwasm.nodes.reference.CastNodes;
import org.jwasm.nodes.reference.DescriptorNodes;
import org.jwasm.nodes.reference.RefNodes;
import org.jwasm.runtime.Arguments;
import org.jwasm.runtime.ModuleCode;
import org.jwasm.structure.BranchHints;
import org.jwasm.structure.Feature;
import org.jwasm.structure.FunctionType;
import org.jwasm.structure.Module;
import org.jwasm.structure.Opcode;
import org.jwasm.structure.ReferenceType;
import org.jwasm.structure.ValueType;

import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.TruffleSafepoint;

/**
 * Translates the body of a validated function to regions of trees.
 *
 * <p>Operands wait on a stack as trees until an instruction takes them ({@link OperandStack}); structured control becomes
 * a graph of blocks ({@link FlowGraph}). This class does control; {@link InstructionTranslator} does the rest.
 */
public final class FunctionTranslator {

    // 23,000 nodes took 6 s to compile, 69,000 failed after 30 s ("code is too large").
    private static final int MAX_COMPILABLE_INSTRUCTIONS = 30_000;
    private static final int MAX_COMPILABLE_CATCH_CLAUSES = 30_000;
    // Each loop knows where its operands are.
    private static final int MAX_ENTRY_OPERANDS = 64;

    // Translating a huge function takes seconds, in which the host must be able to stop it.
    private static final int POLL_INTERVAL = 1024;

    private final Module module;
    private final CodeReader reader;
    private final FunctionType type;
    private final int function;
    private final boolean metered;
    private final Slots slots = new Slots();
    private final OperandStack stack = new OperandStack(slots);
    private final FlowGraph graph = new FlowGraph();
    private final List<ValueType> locals;
    private final List<Label> labels = new ArrayList<>();
    private final InstructionTranslator instructions;
    private final TryTranslator tries;
    /** What makes statements visible, or null if no instrument looks. */
    private final Statements statements;
    /** Where instructions go; null if they can't be reached. */
    private Block block;
    private final Block entry = new Block();
    /** Where blocks start, if somebody wants to know. */
    private Map<Block, Integer> started;
    private int instructionCount;
    private int tailCallSlot = FunctionBody.NO_TAIL_CALLS;
    /** Whether compiled code may go on in the middle of loops. */
    private boolean enterable;
    /** Done now and then: large functions take seconds. */
    private Runnable pause = () -> TruffleSafepoint.pollHere(null);

    private FunctionTranslator(ModuleCode code, int function, TruffleLanguage<?> instrumentedBy) {
        this.function = function;
        this.metered = code.profile().metered();
        this.module = code.module();
        this.type = module.functionType(function).functionType();
        this.reader = CodeReader.ofFunction(module, function);
        this.locals = new ArrayList<>(type.params());
        Immediates.readLocals(reader, locals);
        locals.forEach(slots::addLocal);
        this.instructions = new InstructionTranslator(code, reader, stack, slots, locals);
        this.tries = new TryTranslator(this, module, reader, stack, slots);
        this.statements = instrumentedBy == null ? null : new Statements(instrumentedBy, module, function, locals, slots);
        stack.instrument(statements);
    }

    /** The root of a function that the module defines. */
    public static WasmRootNode translate(TruffleLanguage<?> language, ModuleCode code, int function) {
        FunctionTranslator translator = new FunctionTranslator(code, function, null);
        translator.enterable = code.tier() != null;
        FunctionBody body = translator.body();
        return new WasmRootNode(language, translator.slots.descriptor(), code, function, translator.slots.kinds(), body);
    }

    /** A function once more, for the same frames, as instruments need it. */
    public static InstrumentedFunction instrument(TruffleLanguage<?> language, ModuleCode code, int function) {
        FunctionTranslator translator = new FunctionTranslator(code, function, language);
        return new InstrumentedFunction(translator.body(), translator.statements.variables());
    }

    private FunctionBody body() {
        Region[] regions = translateBody();
        long catchClauses = graph.catchClauses();
        boolean compilable = instructionCount <= MAX_COMPILABLE_INSTRUCTIONS && catchClauses <= MAX_COMPILABLE_CATCH_CLAUSES;
        SlotKinds kinds = slots.kinds();
        return catchClauses == 0 ? new FunctionBody(regions, kinds, compilable, tailCallSlot)
                        : new HandlingBody(regions, kinds, compilable, tailCallSlot);
    }

    /**
     * What a function charges, by the offset of the first instruction of each block that does. Code for which something else
     * is done than this class does has to pay in the same places.
     */
    public static Map<Integer, Integer> charges(ModuleCode code, int function, Runnable pause) {
        FunctionTranslator translator = new FunctionTranslator(code, function, null);
        translator.started = new HashMap<>();
        translator.pause = pause;
        translator.translateBody();
        Map<Integer, Integer> charges = new HashMap<>();
        translator.started.forEach((block, offset) -> {
            if (block.charged() > 0) {
                charges.merge(offset, block.charged(), Integer::sum);
            }
        });
        return charges;
    }

    private Region[] translateBody() {
        start(entry);
        labels.add(new Label(Label.Kind.FUNCTION, type, 0, null, null));
        while (!labels.isEmpty()) {
            int offset = reader.position();
            Opcode opcode = reader.readOpcode();
            if (++instructionCount % POLL_INTERVAL == 0) {
                pause.run();
            }
            if (block == null) {
                skip(opcode);
            } else {
                if (metered && costs(opcode)) {
                    block.count();
                }
                beginStatement(opcode, offset);
                translate(opcode, offset);
            }
        }
        return graph.build();
    }

    /** From here on the block takes statements of this instruction; where it ends the block itself, there is a place for that. */
    private void beginStatement(Opcode opcode, int offset) {
        if (statements == null) {
            return;
        }
        statements.at(opcode, offset);
        switch (opcode) {
            case RETURN, BR, UNREACHABLE, THROW, THROW_REF, RETHROW, RETURN_CALL, RETURN_CALL_INDIRECT, RETURN_CALL_REF -> block.mark(null);
            case END -> {
                if (labels.size() == 1 && stack.top() != null) {
                    block.mark(stack.top());
                }
            }
            default -> {
            }
        }
    }

    /** The operand of a branch. */
    private I32Node condition() {
        I32Node condition = (I32Node) stack.pop().node();
        return statements == null ? condition : statements.condition(condition);
    }

    /** What only structures the code is free: it's nothing that is executed. */
    private static boolean costs(Opcode opcode) {
        return switch (opcode) {
            case NOP, BLOCK, LOOP, ELSE, END, TRY, TRY_TABLE, CATCH, CATCH_ALL, DELEGATE -> false;
            default -> true;
        };
    }

    void start(Block next) {
        if (started != null) {
            started.put(next, reader.position());
        }
        next.handler = handler();
        block = graph.place(next);
        block.instrument(statements);
        stack.emitTo(next);
    }

    /** Ends the current block; what follows can't be reached from here. */
    void finish(Block.Exit exit) {
        block.setExit(exit);
        block = null;
    }

    private void translate(Opcode opcode, int offset) {
        switch (opcode) {
            case UNREACHABLE -> {
                dropOperands();
                finish(new Block.Trap(offset));
            }
            case NOP -> {
            }
            case BLOCK -> openBlock();
            case LOOP -> openLoop(offset);
            case IF -> openIf(hint(offset));
            case ELSE -> otherwise();
            case END -> end();
            case BR -> branch(label(reader.readU32()));
            case BR_IF -> branchIf(label(reader.readU32()), hint(offset));
            case BR_TABLE -> branchTable();
            case RETURN -> leave();
            case RETURN_CALL, RETURN_CALL_INDIRECT, RETURN_CALL_REF -> tailCall(opcode, offset);
            case BR_ON_NULL -> branchOnNull(label(reader.readU32()));
            case BR_ON_NON_NULL -> branchOnNonNull(label(reader.readU32()));
            case BR_ON_CAST, BR_ON_CAST_FAIL, BR_ON_CAST_DESC_EQ, BR_ON_CAST_DESC_EQ_FAIL -> branchOnCast(opcode, offset);
            case THROW, THROW_REF, TRY_TABLE, TRY, CATCH, CATCH_ALL, DELEGATE, RETHROW -> tries.translate(opcode, offset);
            default -> instructions.translate(opcode, offset);
        }
    }

    /** What the module says of the condition of the instruction at an offset in it. */
    private BranchHints.Hint hint(int offset) {
        return module.branchHints().of(function, offset - module.codeStart(function));
    }

    Label label(int depth) {
        return labels.get(labels.size() - 1 - depth);
    }

    /** What handles exceptions here, or null. */
    private Handler handler() {
        return labels.isEmpty() ? null : labels.getLast().handler;
    }

    /** A handler for what is inside of a construct that starts here. */
    Handler newHandler() {
        return graph.add(new Handler(handler()));
    }

    void open(Label label) {
        labels.add(label);
    }

    private void openBlock() {
        FunctionType blockType = reader.readBlockType();
        stack.spillAll();
        labels.add(new Label(Label.Kind.BLOCK, blockType, stack.height() - blockType.params().size(), new Block(), handler()));
    }

    private void openLoop(int offset) {
        FunctionType blockType = reader.readBlockType();
        int params = blockType.params().size();
        stack.spillTop(params);
        int[] temporaries = enterable && stack.height() <= MAX_ENTRY_OPERANDS ? stack.temporaries() : null;
        Label label = new Label(Label.Kind.LOOP, blockType, stack.height() - params, new Block(), handler());
        labels.add(label);
        finish(new Block.Jump(label.target));
        start(label.target);
        if (temporaries != null) {
            label.target.entry = entry(offset, temporaries);
        }
    }

    private LoopEntry entry(int offset, int[] operands) {
        return new LoopEntry(offset, locals.size(), operands, Arguments.numbers(type), Arguments.objects(type));
    }

    private void openIf(BranchHints.Hint hint) {
        FunctionType blockType = reader.readBlockType();
        I32Node condition = condition();
        int params = blockType.params().size();
        stack.spillTop(params);
        Label label = new Label(Label.Kind.IF, blockType, stack.height() - params, new Block(), handler());
        label.otherwise = new Block();
        labels.add(label);
        Block then = new Block();
        finish(new Block.Branch(condition, hint, then, label.otherwise));
        start(then);
    }

    private void otherwise() {
        Label label = labels.getLast();
        finishPart(label);
        startOtherwise(label);
    }

    /** Ends a part of a construct, before another starts. */
    void finishPart(Label label) {
        if (block != null) {
            passResults(label);
        }
    }

    private void startOtherwise(Label label) {
        start(label.otherwise);
        label.otherwise = null;
        stack.truncate(label.height);
        label.type.params().forEach(stack::pushTemporary);
    }

    /** Goes from the end of a construct to what follows, with its results in their temporaries. */
    private void passResults(Label label) {
        stack.spillTop(label.type.results().size());
        label.used = true;
        finish(new Block.Jump(label.target));
    }

    void end() {
        Label label = labels.getLast();
        if (label.kind == Label.Kind.FUNCTION) {
            if (block != null) {
                leave();
            }
            labels.removeLast();
            return;
        }
        if (label.otherwise != null) {
            // Without an else, the parameters are the results.
            finishPart(label);
            startOtherwise(label);
        }
        labels.removeLast();
        // Where the handler changes, a block ends.
        boolean used = label.used || label.handler != handler() && block != null;
        if (label.kind == Label.Kind.LOOP || !used) {
            return;
        }
        finishPart(label);
        start(label.target);
        stack.truncate(label.height);
        label.type.results().forEach(stack::pushTemporary);
    }

    private void branch(Label label) {
        if (label.kind == Label.Kind.FUNCTION) {
            leave();
            return;
        }
        if (block.handler != null) {
            // The temporaries of the label may belong to what a handler goes on with.
            stack.spillThrowing(label.branchTypes().size());
        }
        Operand[] values = stack.pop(label.branchTypes().size());
        dropOperands();
        for (int i = 0; i < values.length; i++) {
            stack.assign(slots.temporary(label.height + i, values[i].type()), values[i]);
        }
        label.used = true;
        finish(new Block.Jump(label.target));
    }

    /** Before control leaves: what is still to be evaluated of the innermost construct. The constructs around it have nothing. */
    void dropOperands() {
        stack.dropTo(labels.getLast().height);
    }

    private void leave() {
        int count = type.results().size();
        Operand[] values = stack.pop(count);
        dropOperands();
        WasmNode[] results = new WasmNode[count];
        for (int i = 0; i < count; i++) {
            results[i] = values[i].node();
        }
        finish(new Block.Leave(results));
    }

    private void branchIf(Label label, BranchHints.Hint hint) {
        I32Node condition = condition();
        stack.spillTop(label.branchTypes().size());
        Block taken = branchTarget(label);
        Block next = new Block();
        finish(new Block.Branch(condition, hint, taken, next));
        start(next);
    }

    private void branchOnNull(Label label) {
        stack.spillTop(label.branchTypes().size() + 1);
        Operand reference = stack.pop();
        Block taken = branchTarget(label);
        Block next = new Block();
        finish(new Block.Branch(new RefNodes.IsNull((RefNode) reference.node()), taken, next));
        start(next);
        stack.pushTemporary(new ReferenceType(false, ((ReferenceType) reference.type()).heapType()));
    }

    private void branchOnNonNull(Label label) {
        stack.spillTop(label.branchTypes().size());
        Block taken = branchTarget(label);
        Block next = new Block();
        finish(new Block.Branch(new RefNodes.IsNonNull((RefNode) stack.pop().node()), taken, next));
        start(next);
    }

    private void branchOnCast(Opcode opcode, int offset) {
        int flags = reader.readByte();
        Label label = label(reader.readU32());
        ReferenceType source = new ReferenceType((flags & 1) != 0, reader.readHeapType());
        ReferenceType target = new ReferenceType((flags & 2) != 0, reader.readHeapType());
        ReferenceType failing = new ReferenceType(source.nullable() && !target.nullable(), source.heapType());
        RefNode descriptor = opcode.feature() == Feature.CUSTOM_DESCRIPTORS ? (RefNode) stack.pop().node() : null;
        stack.spillTop(label.branchTypes().size());
        Block taken = branchTarget(label);
        Block next = new Block();
        RefNode value = (RefNode) stack.pop().node();
        I32Node test = descriptor == null ? new CastNodes.Test(value, target)
                        : new DescriptorNodes.Test(value, descriptor, target.nullable(), offset);
        boolean branchesOnSuccess = opcode == Opcode.BR_ON_CAST || opcode == Opcode.BR_ON_CAST_DESC_EQ;
        finish(branchesOnSuccess ? new Block.Branch(test, taken, next) : new Block.Branch(test, next, taken));
        start(next);
        stack.pushTemporary(branchesOnSuccess ? failing : target);
    }

    private void tailCall(Opcode opcode, int offset) {
        int index = reader.readU32();
        if (opcode == Opcode.RETURN_CALL && index == function) {
            startOver();
            return;
        }
        if (tailCallSlot == FunctionBody.NO_TAIL_CALLS) {
            tailCallSlot = slots.tailCall();
        }
        instructions.tailCall(opcode, index, tailCallSlot, offset);
        dropOperands();
        finish(new Block.Leave(new WasmNode[0]));
    }

    /** Calls the function itself: the arguments become the parameters of a new round. */
    private void startOver() {
        int params = type.params().size();
        stack.spillTop(params);
        Operand[] arguments = stack.pop(params);
        dropOperands();
        for (int i = 0; i < params; i++) {
            stack.assign(slots.local(i), arguments[i]);
        }
        if (locals.size() > params) {
            block.add(new TailCallNodes.ResetLocals(slots.local(params), slots.localKinds(params)));
        }
        if (enterable) {
            entry.entry = entry(LoopEntry.FUNCTION, new int[0]);
        }
        finish(new Block.Jump(entry));
    }

    private void branchTable() {
        I32Node index = condition();
        int[] depths = reader.readLabels();
        stack.spillTop(label(depths[0]).branchTypes().size());
        Map<Label, Block> targets = new HashMap<>();
        Block[] table = new Block[depths.length];
        for (int i = 0; i < depths.length; i++) {
            table[i] = targets.computeIfAbsent(label(depths[i]), this::branchTarget);
        }
        finish(new Block.Table(index, List.of(table)));
    }

    /** Where a branch goes whose values are in the temporaries of their heights: to the label, by a detour if they have to be moved. */
    private Block branchTarget(Label label) {
        List<ValueType> types = label.branchTypes();
        int from = stack.height() - types.size();
        if (label.kind == Label.Kind.FUNCTION) {
            return leaveWith(from, types);
        }
        label.used = true;
        if (types.isEmpty() || from == label.height) {
            return label.target;
        }
        stack.count(types.size());
        Block detour = detour(new Block.Jump(label.target));
        for (int i = 0; i < types.size(); i++) {
            detour.add(slots.setTemporary(label.height + i, slots.getTemporary(from + i, types.get(i)), types.get(i)));
        }
        return detour;
    }

    /** Returns what is in temporaries. */
    private Block leaveWith(int height, List<ValueType> types) {
        WasmNode[] results = new WasmNode[types.size()];
        for (int i = 0; i < results.length; i++) {
            results[i] = slots.getTemporary(height + i, types.get(i));
        }
        return detour(new Block.Leave(results));
    }

    /** Where a handler goes that puts values of some types into the temporaries of a label. */
    Block handlerTarget(Label label, List<ValueType> types) {
        if (label.kind == Label.Kind.FUNCTION) {
            return leaveWith(0, types);
        }
        label.used = true;
        return label.target;
    }

    private Block detour(Block.Exit exit) {
        // What moves values on the way to a label is nothing to stop at.
        Block detour = graph.place(new Block());
        detour.handler = handler();
        detour.setExit(exit);
        return detour;
    }

    /** Steps over an instruction that can't be reached, which is not translated at all. */
    private void skip(Opcode opcode) {
        switch (opcode) {
            case BLOCK, LOOP, IF, TRY_TABLE, TRY -> {
                Immediates.skip(reader, opcode);
                skipConstruct();
            }
            case ELSE -> {
                Label label = labels.getLast();
                startOtherwise(label);
            }
            case CATCH, CATCH_ALL -> tries.nextPart(opcode);
            case DELEGATE -> tries.delegate();
            case END -> end();
            default -> Immediates.skip(reader, opcode);
        }
    }

    private void skipConstruct() {
        for (int depth = 1; depth > 0;) {
            Opcode opcode = reader.readOpcode();
            switch (opcode) {
                case BLOCK, LOOP, IF, TRY_TABLE, TRY -> depth++;
                case END, DELEGATE -> depth--;
                default -> {
                }
            }
            Immediates.skip(reader, opcode);
        }
    }
}
