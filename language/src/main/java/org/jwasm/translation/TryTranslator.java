// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.translation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jwasm.binary.CatchReader;
import org.jwasm.binary.CodeReader;
import org.jwasm.nodes.LocalNodes;
import org.jwasm.nodes.RefNode;
import org.jwasm.nodes.WasmNode;
import org.jwasm.nodes.control.CatchClause;
import org.jwasm.nodes.control.Throw;
import org.jwasm.nodes.control.ThrowReference;
import org.jwasm.structure.FunctionType;
import org.jwasm.structure.Module;
import org.jwasm.structure.Opcode;
import org.jwasm.structure.ReferenceType;
import org.jwasm.structure.ValueType;

/** Translates the instructions that throw and catch, of WebAssembly 3.0 and of the legacy proposal. */
final class TryTranslator {

    private final FunctionTranslator function;
    private final Module module;
    private final CodeReader reader;
    private final OperandStack stack;
    private final Slots slots;

    TryTranslator(FunctionTranslator function, Module module, CodeReader reader, OperandStack stack, Slots slots) {
        this.function = function;
        this.module = module;
        this.reader = reader;
        this.stack = stack;
        this.slots = slots;
    }

    void translate(Opcode opcode, int offset) {
        switch (opcode) {
            case THROW -> throwNew(offset);
            case THROW_REF -> {
                RefNode exception = (RefNode) stack.pop().node();
                function.dropOperands();
                function.finish(new Block.Fail(new ThrowReference(exception, offset)));
            }
            case RETHROW -> rethrow(offset);
            case TRY_TABLE -> openTryTable();
            case TRY -> {
                FunctionType type = reader.readBlockType();
                stack.spillAll();
                open(Label.Kind.TRY, type, function.newHandler());
            }
            case CATCH, CATCH_ALL -> nextPart(opcode);
            case DELEGATE -> delegate();
            default -> throw new IllegalArgumentException(opcode.mnemonic());
        }
    }

    private void throwNew(int offset) {
        int tag = reader.readU32();
        FunctionType type = module.tagType(tag).functionType();
        Operand[] values = stack.pop(type.params().size());
        function.dropOperands();
        WasmNode[] nodes = new WasmNode[values.length];
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = values[i].node();
        }
        function.finish(new Block.Fail(new Throw(tag, type, nodes, offset)));
    }

    private void rethrow(int offset) {
        Label label = function.label(reader.readU32());
        Handler.Clause clause = label.caught;
        if (clause.reference == CatchClause.NO_REFERENCE) {
            clause.reference = slots.reference();
        }
        function.dropOperands();
        RefNode exception = (RefNode) LocalNodes.get(ReferenceType.EXNREF, clause.reference);
        function.finish(new Block.Fail(new ThrowReference(exception, offset)));
    }

    /** Labels of clauses are those around the construct, which is not open yet. */
    private void openTryTable() {
        FunctionType type = reader.readBlockType();
        stack.spillAll();
        Handler handler = function.newHandler();
        CatchReader clauses = new CatchReader(reader);
        while (clauses.next()) {
            handler.clauses.add(clause(clauses));
        }
        open(Label.Kind.TRY_TABLE, type, handler);
    }

    private void open(Label.Kind kind, FunctionType type, Handler handler) {
        function.open(new Label(kind, type, stack.height() - type.params().size(), new Block(), handler));
        Block body = new Block();
        function.finish(new Block.Jump(body));
        function.start(body);
    }

    private Handler.Clause clause(CatchReader read) {
        List<ValueType> carried = read.kind().hasTag() ? module.tagType(read.tag()).functionType().params() : List.of();
        Label label = function.label(read.label());
        List<ValueType> passed = new ArrayList<>(carried);
        if (read.kind().hasReference()) {
            passed.add(ReferenceType.EXNREF);
        }
        int[] passedSlots = slots(label.height, passed);
        int[] carriedSlots = Arrays.copyOf(passedSlots, carried.size());
        int reference = read.kind().hasReference() ? passedSlots[carried.size()] : CatchClause.NO_REFERENCE;
        return new Handler.Clause(tag(read), carried, carriedSlots, reference, function.handlerTarget(label, passed));
    }

    private static int tag(CatchReader read) {
        return read.kind().hasTag() ? read.tag() : CatchClause.ALL;
    }

    private int[] slots(int height, List<ValueType> types) {
        int[] found = new int[types.size()];
        for (int i = 0; i < found.length; i++) {
            found[i] = slots.temporary(height + i, types.get(i));
        }
        return found;
    }

    /** Goes on with a {@code catch} or {@code catch_all} of a legacy {@code try}. */
    void nextPart(Opcode opcode) {
        Label label = function.label(0);
        int tag = opcode == Opcode.CATCH ? reader.readU32() : CatchClause.ALL;
        List<ValueType> carried = opcode == Opcode.CATCH ? module.tagType(tag).functionType().params() : List.of();
        function.finishPart(label);
        Block target = new Block();
        label.caught = new Handler.Clause(tag, carried, slots(label.height, carried), CatchClause.NO_REFERENCE, target);
        label.ownHandler().clauses.add(label.caught);
        label.leaveHandler();
        function.start(target);
        stack.truncate(label.height);
        carried.forEach(stack::pushTemporary);
    }

    /** Ends a legacy {@code try} whose exceptions are another's. */
    void delegate() {
        Label label = function.label(0);
        int depth = reader.readU32();
        label.ownHandler().delegateTo(function.label(depth + 1).handler);
        function.end();
    }
}
