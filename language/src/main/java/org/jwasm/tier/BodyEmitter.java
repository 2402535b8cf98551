// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jwasm.binary.CodeReader;
import org.jwasm.binary.Immediates;
import org.jwasm.nodes.control.LoopEntry;
import org.jwasm.structure.FunctionType;
import org.jwasm.structure.Module;
import org.jwasm.structure.Opcode;

/**
 * Emits the method of a function: control here, exceptions in {@link TryEmitter}, the rest in {@link InstructionEmitter}.
 * Each label has a place in the method where nothing is on the JVM's stack.
 */
final class BodyEmitter {

    private static final int PACE_INTERVAL = 1024;

    final FunctionContext context;
    final CodeBuilder code;
    final Layout layout;
    final CodeReader reader;
    final Operands operands;
    final Module module;
    private final List<Scope> scopes = new ArrayList<>();
    private final List<Runnable> afterwards = new ArrayList<>();
    private final InstructionEmitter instructions;
    private final TryEmitter tries;
    private final Polls polls;
    private final FunctionType type;
    /** The comparison whose operands are on the JVM's stack in place of its result. */
    private Condition pending;
    private boolean reachable = true;
    private final Label entry;
    private int count;
    /** What is found out; null if nobody wants to know. */
    private Notes notes;
    /** The loop at which the method begins, or null. */
    private LoopHead entrance;
    /** Where the beginning of the method jumps to, in the middle; null if what is emitted starts there. */
    private Label entered;
    /** What is emitted, if it is not the whole function. */
    private Part part;
    /** The line numbers count from here. */
    private int base;

    BodyEmitter(FunctionContext context, Layout layout, CodeBuilder code) {
        this.context = context;
        this.layout = layout;
        this.code = code;
        this.module = context.module();
        this.reader = context.reader();
        this.type = context.type();
        this.operands = new Operands(code, layout.firstFree());
        this.entry = code.newLabel();
        this.base = module.codeStart(context.function());
        this.instructions = new InstructionEmitter(this);
        this.tries = new TryEmitter(this);
        this.polls = new Polls(context, code, operands);
    }

    /**
     * Emits all of the function.
     *
     * @param found takes notes, or is null
     * @param parts methods that are called in place of what is in them, by where they start
     */
    void emit(Notes found, Map<Integer, Part> parts) {
        this.notes = found;
        polls.begin();
        code.labelBinding(entry);
        polls.start();
        scopes.add(functionScope());
        emitRest(parts);
    }

    private Scope functionScope() {
        return new Scope(null, Scope.Form.FUNCTION, type, 0, code.newLabel(), null);
    }

    private void emitRest(Map<Integer, Part> parts) {
        while (!scopes.isEmpty()) {
            int offset = reader.position();
            Part next = parts.get(offset);
            if (next != null) {
                settle();
                callPart(next);
            } else {
                emitNext(offset);
            }
        }
        afterwards.forEach(Runnable::run);
    }

    /**
     * Emits the function from a loop on. It begins with a jump there, if loops are around it: then the outermost of these is what
     * comes first, and what is before it is left out.
     *
     * @param enteredPart the part in which the loop is, as it begins there, or null
     */
    void emitFrom(LoopHead head, Map<Integer, Part> parts, Part enteredPart) {
        polls.begin();
        Kind[] kinds = head.operands();
        List<Scope> around = head.chain();
        int own = enteredPart == null ? kinds.length : enteredPart.scope.height;
        for (int i = 0; i < own; i++) {
            context.emitEnteredValue(code, context.localCount() + i, kinds[i]);
            Variables.store(code, kinds[i], operands.variable(i, kinds[i]));
        }
        entrance = head;
        if (context.startsOver() || head.scope().form == Scope.Form.FUNCTION) {
            entered = code.newLabel();
            code.goto_(head.scope().form == Scope.Form.FUNCTION ? entry : entered);
            emit(null, parts);
            return;
        }
        List<Scope> inMethod = enteredPart == null ? around : LoopHead.chain(enteredPart.scope);
        int first = reopenToLoop(inMethod, 0);
        if (enteredPart != null && first == inMethod.size()) {
            pushWaiting(kinds, own);
            reader.move(enteredPart.start, module.codeEnd(context.function()));
            callPart(enteredPart);
        } else {
            if (enteredPart != null) {
                emitPartCall(enteredPart);
            }
            begin(inMethod.get(first), enteredPart == null);
        }
        emitRest(parts);
    }

    /** Opens the constructs from one on up to the outermost loop; the answer is which of them that is. */
    private int reopenToLoop(List<Scope> around, int from) {
        for (int i = from; i < around.size(); i++) {
            Scope known = around.get(i);
            switch (known.form) {
                case LOOP -> {
                    return i;
                }
                case FUNCTION -> scopes.add(functionScope());
                case TRY, TRY_TABLE -> tries.reopen(known);
                default -> scopes.add(new Scope(innermost(), known.form, known.type, known.height, code.newLabel(), handler()));
            }
        }
        return around.size();
    }

    /** Goes on with a loop that is around the one where the method begins, or with this. */
    private void begin(Scope loop, boolean here) {
        if (loop != entrance.scope()) {
            entered = code.newLabel();
            code.goto_(entered);
        } else if (!here) {
            throw new IllegalStateException("a part that begins at a loop around it");
        }
        pushWaiting(entrance.operands(), loop.height);
        loop.type.params().forEach(param -> operands.pushWaiting(Kind.of(param)));
        reader.move(loop.offset, reader.end());
    }

    private void pushWaiting(Kind[] kinds, int upTo) {
        for (int i = operands.height(); i < upTo; i++) {
            operands.pushWaiting(kinds[i]);
        }
    }

    private void emitNext(int offset) {
        Opcode opcode = reader.readOpcode();
        if (++count % PACE_INTERVAL == 0) {
            context.pace().run();
        }
        if (notes != null) {
            note(opcode, offset);
        }
        if (reachable) {
            charge(offset);
            translate(opcode, offset);
        } else {
            skip(opcode);
        }
    }

    /** Pays for the block of instructions that starts here, if one does. */
    private void charge(int offset) {
        int cost = context.charge(offset);
        if (cost > 0) {
            settle();
            layout.loadInstance(code);
            code.loadConstant(cost);
            call("charge", MethodTypeDesc.of(ConstantDescs.CD_void, Signature.INSTANCE, ConstantDescs.CD_int));
        }
    }

    private void note(Opcode opcode, int offset) {
        Scope scope = scopes.getLast();
        if (reachable) {
            if (pending == null && operands.height() == scope.height) {
                notes.splitter.empty(offset, scope, scopes.size());
            }
        } else {
            switch (opcode) {
                case ELSE, END, CATCH, CATCH_ALL, DELEGATE -> notes.splitter.dead(offset, scope);
                default -> {
                }
            }
        }
    }

    void noteLocal(int offset, int local, boolean write) {
        if (notes != null) {
            notes.splitter.local(offset, local, write);
        }
    }

    /** Another side of a construct begins. */
    void nextSide(Scope scope) {
        polls.nextSide(scope);
        if (notes != null) {
            notes.splitter.nextSide(scope, scopes.size());
        }
    }

    /**
     * Emits a part of the function as the method that it is.
     *
     * @param head the loop at which it begins, or null
     */
    void emitPart(Part emitted, LoopHead head) {
        this.part = emitted;
        part.exits.clear();
        polls.begin();
        base = context.lineBase(part);
        reader.move(part.start, part.end);
        List<Scope> around = LoopHead.chain(part.scope);
        for (Scope scope : around) {
            Scope.Form form = scope.form == Scope.Form.LOOP ? Scope.Form.LOOP : Scope.Form.BLOCK;
            scopes.add(new Scope(innermost(), form, scope.type, scope.height, code.newLabel(), null));
        }
        for (int i = 0; i < part.scope.height; i++) {
            operands.pushWaiting(Kind.I32);
        }
        if (head != null) {
            enterPart(head);
        }
        while (reader.position() < part.end) {
            emitNext(reader.position());
        }
        settle();
        part.fallsThrough = reachable;
        Label common = code.newLabel();
        if (reachable) {
            code.iconst_0().goto_(common);
        }
        for (int i = 0; i < around.size(); i++) {
            Scope proxy = scopes.get(i);
            if (proxy.used) {
                part.exits.add(around.get(i));
                code.labelBinding(proxy.target);
                int place = context.localCount();
                for (int value = 0; value < proxy.branchTypes().size(); value++) {
                    Kind kind = Kind.of(proxy.branchTypes().get(value));
                    Variables.load(code, kind, operands.variable(proxy.height + value, kind));
                    layout.storeToFrame(code, kind, place + value);
                }
                code.loadConstant(i + 1).goto_(common);
            }
        }
        if (part.fallsThrough || !part.exits.isEmpty()) {
            code.labelBinding(common);
            for (int local : part.written) {
                layout.load(code, local);
                layout.storeToFrame(code, context.localKind(local), local);
            }
            code.ireturn();
        }
        afterwards.forEach(Runnable::run);
    }

    private void enterPart(LoopHead head) {
        entrance = head;
        Kind[] kinds = head.operands();
        for (int i = part.scope.height; i < kinds.length; i++) {
            layout.loadFromFrame(code, kinds[i], context.localCount() + i);
            Variables.store(code, kinds[i], operands.variable(i, kinds[i]));
        }
        List<Scope> around = head.chain();
        begin(around.get(reopenToLoop(around, LoopHead.chain(part.scope).size())), true);
    }

    private void emitPartCall(Part called) {
        code.aload(layout.frame()).aload(layout.frame() + 1);
        layout.loadInstance(code);
        blame(called.start);
        context.emitPartCall(code, called);
    }

    private void callPart(Part called) {
        emitPartCall(called);
        if (entered != null && called.contains(entrance.offset())) {
            // The part that was entered in its middle has ended in the same way.
            code.labelBinding(entered);
        }
        reader.move(called.end, module.codeEnd(context.function()));
        int exit = called.fallsThrough || called.exits.size() > 1 ? operands.newVariable(Kind.I32) : -1;
        if (exit < 0) {
            code.pop();
        } else {
            code.istore(exit);
        }
        new PartExits(this, called, exit).emit();
        reachable = called.fallsThrough;
    }

    /** A construct that is open, by how many are around it. */
    Scope scopeWithin(int depth) {
        return scopes.get(depth);
    }

    Scope innermost() {
        return scopes.isEmpty() ? null : scopes.getLast();
    }

    void later(Runnable emission) {
        afterwards.add(emission);
    }

    private void call(String name, MethodTypeDesc descriptor) {
        code.invokestatic(NumericEmitter.SUPPORT, name, descriptor);
    }

    /** The instruction at an offset is what is to blame if the next instruction of the JVM fails. */
    void blame(int offset) {
        code.lineNumber(context.line(offset - base));
    }

    Scope scope(int depth) {
        return scopes.get(scopes.size() - 1 - depth);
    }

    Scope removeScope() {
        return scopes.removeLast();
    }

    Handler handler() {
        return scopes.isEmpty() ? null : scopes.getLast().handler;
    }

    void open(Scope scope) {
        polls.begins(scope);
        scopes.add(scope);
    }

    /** Takes note of a jump to where branches go. */
    void branchTo(Scope scope) {
        polls.branch(scope);
    }

    /** What handles the exceptions of a construct comes next. */
    void handles(Scope scope) {
        polls.nextSide(scope);
    }

    /** A call of a function of the module was emitted. */
    void called(int function) {
        polls.call(function);
    }

    /** What follows can't be reached from here. */
    void unreachable() {
        reachable = false;
    }

    boolean isReachable() {
        return reachable;
    }

    void place(Label label) {
        // Class files describe each label by all variables.
        context.describe(operands.variableCount());
        code.labelBinding(label);
        reachable = true;
    }

    /** Leaves a condition on the JVM's stack as the operand that is pushed. */
    void push(Condition condition) {
        pending = condition;
        operands.pushed(Kind.I32);
    }

    /** Takes the condition that is on top. */
    Condition takeCondition() {
        if (pending != null) {
            Condition condition = pending;
            pending = null;
            operands.take(1);
            return condition;
        }
        operands.take(1);
        return Condition.NOT_ZERO;
    }

    private void settle() {
        if (pending != null) {
            pending.materialize(code);
            pending = null;
        }
    }

    private void translate(Opcode opcode, int offset) {
        switch (opcode) {
            case BR_IF, IF, SELECT, SELECT_T -> {
            }
            case I32_EQZ -> {
                if (pending != null) {
                    pending = pending.negated();
                    return;
                }
            }
            default -> settle();
        }
        switch (opcode) {
            case UNREACHABLE -> {
                blame(offset);
                call("unreachable", MethodTypeDesc.of(InstructionEmitter.EXCEPTION));
                code.athrow();
                reachable = false;
            }
            case NOP -> {
            }
            case BLOCK -> openBlock();
            case LOOP -> openLoop(offset);
            case IF -> openIf();
            case ELSE -> otherwise();
            case END -> end();
            case BR -> branch(scope(reader.readU32()));
            case BR_IF -> branchIf(takeCondition(), scope(reader.readU32()));
            case BR_TABLE -> branchTable();
            case RETURN -> leave();
            case RETURN_CALL -> {
                int function = reader.readU32();
                if (function == context.function() && handler() == null && part == null && layout.locals() != null) {
                    startOver();
                } else {
                    instructions.tailCall(opcode, function, offset);
                }
            }
            case RETURN_CALL_INDIRECT, RETURN_CALL_REF -> instructions.tailCall(opcode, reader.readU32(), offset);
            case BR_ON_NULL, BR_ON_NON_NULL -> branchOnNull(opcode, scope(reader.readU32()));
            case BR_ON_CAST, BR_ON_CAST_FAIL -> branchOnCast(opcode, offset);
            case BR_ON_CAST_DESC_EQ, BR_ON_CAST_DESC_EQ_FAIL -> throw new Untranslatable(opcode.mnemonic());
            case THROW, THROW_REF, TRY_TABLE, TRY, CATCH, CATCH_ALL, DELEGATE, RETHROW -> tries.emit(opcode, offset);
            default -> instructions.emit(opcode, offset);
        }
    }

    private void openBlock() {
        FunctionType blockType = reader.readBlockType();
        operands.spillAll();
        scopes.add(new Scope(innermost(), Scope.Form.BLOCK, blockType, operands.height() - blockType.params().size(), code.newLabel(), handler()));
    }

    private void openLoop(int offset) {
        FunctionType blockType = reader.readBlockType();
        operands.spillAll();
        Scope scope = new Scope(innermost(), Scope.Form.LOOP, blockType, operands.height() - blockType.params().size(), code.newLabel(), handler());
        scope.offset = offset;
        open(scope);
        polls.loopBegins(scope);
        if (notes != null) {
            note(new LoopHead(scope, operands.kinds()));
        }
        if (entered != null && entrance.offset() == offset) {
            code.labelBinding(entered);
        }
        Label head = code.newLabel();
        place(head);
        later(() -> {
            if (scope.used) {
                blame(offset);
                polls.round(scope, head, scope.end - offset);
            }
        });
    }

    private void note(LoopHead head) {
        if (head.canBeEntered()) {
            notes.heads.put(head.offset(), head);
        }
    }

    /** Puts a condition aside while operands below it are moved; the answer is the condition that is on the JVM's stack afterwards. */
    Condition aside(Condition condition, Runnable moves) {
        if (condition != Condition.NOT_ZERO) {
            condition.materialize(code);
        }
        int variable = operands.variable(operands.height(), Kind.I32);
        code.istore(variable);
        moves.run();
        code.iload(variable);
        return Condition.NOT_ZERO;
    }

    private void openIf() {
        FunctionType blockType = reader.readBlockType();
        Condition condition = takeCondition();
        operands.detach(-1);
        if (!operands.allWaitBelow(0)) {
            // What lies under the condition has to wait, so the condition is put aside.
            condition = aside(condition, operands::spillAll);
        }
        Scope scope = new Scope(innermost(), Scope.Form.IF, blockType, operands.height() - blockType.params().size(), code.newLabel(), handler());
        scope.otherwise = code.newLabel();
        open(scope);
        condition.negated().jump(code, scope.otherwise);
    }

    private void otherwise() {
        Scope scope = scopes.getLast();
        finishPart(scope);
        startOtherwise(scope);
    }

    /** Ends a part of a construct, before another starts: its results go to where the label looks for them. */
    void finishPart(Scope scope) {
        if (reachable) {
            operands.move(scope.type.results().size(), scope.height);
            branchTo(scope);
            code.goto_(scope.target);
            reachable = false;
        }
    }

    private void startOtherwise(Scope scope) {
        if (scope.otherwise != null) {
            place(scope.otherwise);
            scope.otherwise = null;
        } else {
            // The method begins in the other side.
            reachable = false;
        }
        nextSide(scope);
        operands.truncate(scope.height);
        scope.type.params().forEach(param -> operands.pushWaiting(Kind.of(param)));
    }

    void end() {
        Scope scope = scopes.getLast();
        if (scope.form == Scope.Form.FUNCTION) {
            if (reachable) {
                leave();
            }
            scopes.removeLast();
            return;
        }
        if (scope.otherwise != null) {
            // Without an else, the parameters are the results.
            finishPart(scope);
            startOtherwise(scope);
        }
        if (scope.form == Scope.Form.TRY || scope.form == Scope.Form.TRY_TABLE) {
            finishPart(scope);
            tries.close(scope);
        }
        scope.end = reader.position();
        scopes.removeLast();
        afterEnd(scope);
    }

    /** Ends a {@code try} whose handler is emitted. */
    void endDelegated() {
        afterEnd(scopes.removeLast());
    }

    private void afterEnd(Scope scope) {
        if (scope.form == Scope.Form.LOOP) {
            polls.loopEnds();
        }
        if (scope.form == Scope.Form.LOOP || !scope.used) {
            return;
        }
        polls.ends(scope, reachable);
        if (reachable) {
            operands.move(scope.type.results().size(), scope.height);
        }
        place(scope.target);
        operands.truncate(scope.height);
        scope.type.results().forEach(result -> operands.pushWaiting(Kind.of(result)));
    }

    /** Emits a jump with the upper operands as the label's values. */
    void jump(Scope scope) {
        if (scope.form == Scope.Form.FUNCTION) {
            int[] saved = operands.save();
            returnTop();
            operands.restore(saved);
            return;
        }
        operands.move(scope.branchTypes().size(), scope.height);
        branchTo(scope);
        code.goto_(scope.target);
    }

    private void branch(Scope scope) {
        jump(scope);
        reachable = false;
    }

    private void branchIf(Condition condition, Scope scope) {
        if (scope.form != Scope.Form.FUNCTION && operands.isMoved(scope.branchTypes().size(), scope.height)) {
            branchTo(scope);
            condition.jump(code, scope.target);
            return;
        }
        Label next = code.newLabel();
        condition.negated().jump(code, next);
        jump(scope);
        place(next);
    }

    private void branchTable() {
        int[] depths = reader.readLabels();
        int index = operands.variable(operands.height() - 1, Kind.I32);
        operands.spillTop(1);
        operands.drop();
        operands.spillAll();
        Map<Scope, Label> stubs = new HashMap<>();
        List<SwitchCase> cases = new ArrayList<>();
        for (int i = 0; i < depths.length - 1; i++) {
            cases.add(SwitchCase.of(i, stub(scope(depths[i]), stubs)));
        }
        Label otherwise = stub(scope(depths[depths.length - 1]), stubs);
        code.iload(index);
        if (cases.isEmpty()) {
            code.pop().goto_(otherwise);
        } else {
            code.tableswitch(0, cases.size() - 1, otherwise, cases);
        }
        stubs.forEach((scope, label) -> {
            if (label != scope.target) {
                code.labelBinding(label);
                jump(scope);
            }
        });
        reachable = false;
    }

    private Label stub(Scope scope, Map<Scope, Label> stubs) {
        return stubs.computeIfAbsent(scope, _ -> {
            if (scope.form != Scope.Form.FUNCTION && operands.isMoved(scope.branchTypes().size(), scope.height)) {
                branchTo(scope);
                return scope.target;
            }
            return code.newLabel();
        });
    }

    /** Returns the tail call that is on the stack. */
    void leaveByTailCall() {
        if (part != null || layout.locals() == null) {
            throw new Untranslatable("tail call in a function that is split");
        }
        context.emitTailReturn(code, layout);
    }

    private void leave() {
        if (part != null) {
            jump(scopes.getFirst());
        } else {
            returnTop();
        }
        reachable = false;
    }

    /** Emits a return of the upper operands; they stay. */
    private void returnTop() {
        Kind[] results = context.signature().results();
        operands.load(results.length == 1 ? 1 : 0);
        if (results.length > 1) {
            operands.spillTop(results.length);
            new Packing(code, operands).packResults(context.signature());
        }
        context.emitReturn(code, layout);
    }

    private void startOver() {
        if (notes != null) {
            notes.startsOver = true;
            notes.heads.put(LoopEntry.FUNCTION, new LoopHead(scopes.getFirst(), new Kind[0]));
        }
        int params = type.params().size();
        operands.take(params);
        for (int i = params - 1; i >= 0; i--) {
            layout.store(code, i);
        }
        operands.move(0, operands.height());
        context.emitLocals(code, layout, params);
        code.goto_(entry);
        reachable = false;
    }

    private void branchOnNull(Opcode opcode, Scope scope) {
        // The reference is looked at where it waits, so that it is there on both ways.
        operands.spillTop(1);
        int variable = operands.variable(operands.height() - 1, Kind.REF);
        operands.drop();
        Label next = code.newLabel();
        code.aload(variable);
        if (opcode == Opcode.BR_ON_NULL) {
            code.ifnonnull(next);
            jump(scope);
            code.labelBinding(next);
            operands.pushWaiting(Kind.REF);
        } else {
            code.ifnull(next);
            operands.pushWaiting(Kind.REF);
            jump(scope);
            operands.drop();
            code.labelBinding(next);
        }
    }

    private void branchOnCast(Opcode opcode, int offset) {
        int flags = reader.readByte();
        Scope scope = scope(reader.readU32());
        reader.readHeapType();
        int heapType = reader.position();
        reader.readHeapType();
        instructions.test((flags & 2) != 0, heapType, offset);
        Condition condition = takeCondition();
        branchIf(opcode == Opcode.BR_ON_CAST ? condition : condition.negated(), scope);
    }

    /** Steps over an instruction that can't be reached. */
    private void skip(Opcode opcode) {
        switch (opcode) {
            case BLOCK, LOOP, IF, TRY_TABLE, TRY -> {
                Immediates.skip(reader, opcode);
                skipConstruct();
            }
            case ELSE -> startOtherwise(scopes.getLast());
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
