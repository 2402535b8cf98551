// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jwasm.binary.CatchReader;
import org.jwasm.runtime.WasmThrown;
import org.jwasm.structure.FunctionType;
import org.jwasm.structure.Opcode;

/** Emits what throws and catches. Handlers of the JVM choose a clause by the tag. Spec: Execution, Control Instructions. */
final class TryEmitter {

    private static final ClassDesc THROWN = NumericEmitter.desc(WasmThrown.class);

    private final BodyEmitter body;
    private final CodeBuilder code;
    private final Operands operands;
    /** Where the part that a handler is for ends; missing while it goes on. */
    private final Map<Handler, Label> ends = new HashMap<>();
    private Label leaving;

    TryEmitter(BodyEmitter body) {
        this.body = body;
        this.code = body.code;
        this.operands = body.operands;
    }

    void emit(Opcode opcode, int offset) {
        switch (opcode) {
            case THROW -> throwNew(offset);
            case THROW_REF -> {
                operands.take(1);
                rethrow(offset);
            }
            case RETHROW -> {
                int caught = body.scope(body.reader.readU32()).caught;
                if (caught < 0) {
                    throw new Untranslatable("rethrow in a part");
                }
                code.aload(caught);
                rethrow(offset);
            }
            case TRY_TABLE -> openTryTable(offset);
            case TRY -> {
                FunctionType type = body.reader.readBlockType();
                operands.spillAll();
                open(Scope.Form.TRY, type, newHandler(), offset, operands.height() - type.params().size());
            }
            case CATCH, CATCH_ALL -> nextPart(opcode);
            case DELEGATE -> delegate();
            default -> throw new IllegalArgumentException(opcode.mnemonic());
        }
    }

    private void throwNew(int offset) {
        int tag = body.reader.readU32();
        FunctionType type = body.module.tagType(tag).functionType();
        Signature signature = Signature.of(type);
        operands.spillTop(signature.params().length);
        body.blame(offset);
        new Packing(code, operands).packTop(signature.params(), signature.numbers(), signature.objects());
        body.layout.loadInstance(code);
        code.loadConstant(tag).invokestatic(NumericEmitter.SUPPORT, "thrown",
                        MethodTypeDesc.of(THROWN, Packing.NUMBERS, Packing.OBJECTS, Signature.INSTANCE, ConstantDescs.CD_int)).athrow();
        body.unreachable();
    }

    private void rethrow(int offset) {
        body.blame(offset);
        code.invokestatic(NumericEmitter.SUPPORT, "again", MethodTypeDesc.of(THROWN, ConstantDescs.CD_Object)).athrow();
        body.unreachable();
    }

    private Handler newHandler() {
        return new Handler(body.handler(), code.newLabel(), code.newLabel());
    }

    private void open(Scope.Form form, FunctionType type, Handler handler, int offset, int height) {
        Scope scope = new Scope(body.innermost(), form, type, height, code.newLabel(), handler);
        scope.offset = offset;
        body.open(scope);
        code.labelBinding(handler.start);
        // The JVM wants at least one instruction there.
        code.nop();
    }

    /** Opens a construct in whose first part the method begins; the reader is anywhere. */
    void reopen(Scope known) {
        body.reader.move(known.offset, body.reader.end());
        body.reader.readOpcode();
        FunctionType type = body.reader.readBlockType();
        Handler handler = known.form == Scope.Form.TRY ? newHandler() : tableHandler();
        open(known.form, type, handler, known.offset, known.height);
    }

    private void openTryTable(int offset) {
        FunctionType type = body.reader.readBlockType();
        operands.spillAll();
        open(Scope.Form.TRY_TABLE, type, tableHandler(), offset, operands.height() - type.params().size());
    }

    /** Labels of clauses are those around the construct, which is not open yet. */
    private Handler tableHandler() {
        Handler handler = newHandler();
        CatchReader clauses = new CatchReader(body.reader);
        while (clauses.next()) {
            List<org.jwasm.structure.ValueType> carried = clauses.kind().hasTag() ? body.module.tagType(clauses.tag()).functionType().params() : List.of();
            handler.clauses.add(new Handler.Clause(clauses.kind().hasTag() ? clauses.tag() : -1, Kind.of(carried), clauses.kind().hasReference(),
                            body.scope(clauses.label()), null, -1));
        }
        return handler;
    }

    private void endRange(Handler handler) {
        if (!ends.containsKey(handler)) {
            Label end = code.newLabel();
            code.labelBinding(end);
            ends.put(handler, end);
        }
    }

    /** Goes on with a {@code catch} or {@code catch_all} of a legacy {@code try}. */
    void nextPart(Opcode opcode) {
        Scope scope = body.scope(0);
        int tag = opcode == Opcode.CATCH ? body.reader.readU32() : -1;
        Kind[] carried = tag < 0 ? new Kind[0] : Kind.of(body.module.tagType(tag).functionType().params());
        body.finishPart(scope);
        endRange(scope.ownHandler);
        scope.caught = operands.newVariable(Kind.REF);
        Label start = code.newLabel();
        scope.ownHandler.clauses.add(new Handler.Clause(tag, carried, false, null, start, scope.caught));
        scope.handler = scope.ownHandler.outer;
        body.nextSide(scope);
        body.place(start);
        operands.truncate(scope.height);
        for (Kind kind : carried) {
            operands.pushWaiting(kind);
        }
    }

    /** Ends a legacy {@code try} whose exceptions are another's. */
    void delegate() {
        Scope scope = body.scope(0);
        int depth = body.reader.readU32();
        Handler handler = scope.ownHandler;
        Handler target = body.scope(depth + 1).handler;
        body.finishPart(scope);
        endRange(handler);
        catchIn(handler);
        code.labelBinding(handler.entry);
        if (target == null) {
            if (leaving == null) {
                leaving = code.newLabel();
                body.later(() -> code.labelBinding(leaving).athrow());
            }
            code.goto_(leaving);
        } else {
            code.goto_(target.entry);
        }
        body.endDelegated();
    }

    private void catchIn(Handler handler) {
        code.exceptionCatch(handler.start, ends.get(handler), handler.entry, THROWN);
    }

    /** At the end of a construct, which nothing reaches from above: emits the choice of the clause. */
    void close(Scope scope) {
        Handler handler = scope.ownHandler;
        endRange(handler);
        if (handler.clauses.isEmpty() && scope.form == Scope.Form.TRY_TABLE) {
            return;
        }
        catchIn(handler);
        code.labelBinding(handler.entry);
        body.handles(scope);
        int thrown = operands.newVariable(Kind.REF);
        code.astore(thrown);
        boolean all = false;
        for (Handler.Clause clause : handler.clauses) {
            all = clause.tag < 0;
            take(scope, clause, thrown);
            if (all) {
                break;
            }
        }
        if (!all) {
            loadThrown(thrown);
            code.athrow();
        }
        body.unreachable();
    }

    private void loadThrown(int variable) {
        code.aload(variable).checkcast(THROWN);
    }

    private void take(Scope scope, Handler.Clause clause, int thrown) {
        Label next = code.newLabel();
        if (clause.tag >= 0) {
            loadThrown(thrown);
            body.layout.loadInstance(code);
            code.loadConstant(clause.tag).invokestatic(NumericEmitter.SUPPORT, "matches",
                            MethodTypeDesc.of(ConstantDescs.CD_boolean, THROWN, Signature.INSTANCE, ConstantDescs.CD_int)).ifeq(next);
        }
        operands.truncate(scope.height);
        if (clause.carried.length > 0) {
            int numbers = operands.newVariable(Kind.REF);
            int objects = operands.newVariable(Kind.REF);
            loadThrown(thrown);
            code.invokevirtual(THROWN, "numbers", MethodTypeDesc.of(Packing.NUMBERS)).astore(numbers);
            loadThrown(thrown);
            code.invokevirtual(THROWN, "objects", MethodTypeDesc.of(Packing.OBJECTS)).astore(objects);
            new Packing(code, operands).unpackWaiting(clause.carried, numbers, objects);
        }
        if (clause.withReference) {
            code.aload(thrown).astore(operands.variable(operands.height(), Kind.REF));
            operands.pushWaiting(Kind.REF);
        }
        if (clause.start != null) {
            code.aload(thrown).astore(clause.caught).goto_(clause.start);
        } else {
            body.jump(clause.branch);
        }
        if (clause.tag >= 0) {
            code.labelBinding(next);
        }
    }
}
