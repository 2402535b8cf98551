// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.validation;

import java.util.Arrays;
import java.util.List;

import org.jwasm.binary.CodeReader;
import org.jwasm.binary.ModuleError;
import org.jwasm.runtime.V128;
import org.jwasm.structure.AddressType;
import org.jwasm.structure.Feature;
import org.jwasm.structure.FunctionType;
import org.jwasm.structure.MemoryType;
import org.jwasm.structure.Opcode;
import org.jwasm.structure.ValueType;

/**
 * Decodes and validates function bodies in one walk, one after the other, by one thread. Spec: Validation, Instructions;
 * Appendix, Validation Algorithm.
 */
public final class BodyValidator {

    private final Context context;
    private final CodeReader reader;
    private final OperandStack operands;
    private final ControlStack control;
    private final ControlRules controlRules;
    private final ExceptionRules exceptionRules;
    private final OtherRules otherRules;
    private final ReferenceRules referenceRules;
    private final LocalStates localStates = new LocalStates();
    private final Rule[] rules;
    private ValueType[] locals = new ValueType[64];
    private int localCount;

    public BodyValidator(Context context, CodeReader reader) {
        this.context = context;
        this.reader = reader;
        this.operands = new OperandStack(reader, context.limits().operands());
        this.control = new ControlStack();
        this.controlRules = new ControlRules(context, reader, operands, control, localStates);
        this.exceptionRules = new ExceptionRules(context, reader, operands, control, controlRules);
        this.otherRules = new OtherRules(context, reader, operands);
        this.referenceRules = new ReferenceRules(context, reader, operands);
        this.rules = context.rules();
    }

    /** Validates the body of a function, from its local declarations at {@code start} to {@code end}. */
    public void validate(FunctionType type, int start, int end) {
        // An immediate that reads on behind the end of a body is told by where it ends.
        reader.move(start, reader.bytes().length);
        declareLocals(type);
        operands.clear();
        control.clear();
        control.push(Opcode.BLOCK, type, 0, 0);
        while (control.size() > 0) {
            if (reader.position() >= end) {
                throw missingEnd();
            }
            step(reader.readOpcode());
        }
        if (reader.position() != end) {
            throw ModuleError.malformed("section size mismatch: the function ends at 0x"
                            + Integer.toHexString(reader.position()) + ", its size says 0x" + Integer.toHexString(end), reader.position());
        }
    }

    /** A body that lacks its end is told from what follows, as one that read on would see it. */
    private ModuleError missingEnd() {
        int at = reader.position();
        if (reader.atEnd()) {
            return ModuleError.malformed("unexpected end of section or function", at);
        }
        return reader.peekByte() == Opcode.END.code()
                        ? ModuleError.malformed("section size mismatch: the function goes on after its size says", at)
                        : ModuleError.malformed("END opcode expected", at);
    }

    private void declareLocals(FunctionType type) {
        List<ValueType> params = type.params();
        localCount = 0;
        localStates.clear();
        for (int i = 0; i < params.size(); i++) {
            declare(1, params.get(i), reader.position(), true);
        }
        for (int groups = reader.readU32(); groups != 0; groups--) {
            int at = reader.position();
            int count = reader.readU32();
            declare(count, reader.readValueType(), at, false);
        }
    }

    private void declare(int count, ValueType type, int offset, boolean isParameter) {
        int limit = context.limits().locals();
        if (Integer.compareUnsigned(count, limit - localCount) > 0) {
            throw ModuleError.malformed("too many locals: "
                            + (Integer.toUnsignedLong(count) + localCount) + " exceeds the implementation limit of " + limit, offset);
        }
        int total = localCount + count;
        if (total > locals.length) {
            locals = Arrays.copyOf(locals, Math.max(total, Math.min(limit, 2 * locals.length)));
        }
        Arrays.fill(locals, localCount, total, type);
        localStates.ensureCapacity(locals.length);
        localStates.declare(localCount, total, type, isParameter);
        localCount = total;
    }

    private void step(Opcode opcode) {
        switch (rules[opcode.ordinal()]) {
            case UNARY -> operands.unary(Rule.operand(opcode), Rule.result(opcode));
            case BINARY -> operands.binary(Rule.operand(opcode), Rule.result(opcode));
            case CONSTANT -> constant(opcode);
            case LOAD -> operands.unary(memoryArgument(opcode), Rule.result(opcode));
            case STORE -> store(opcode);
            case LOCAL_GET -> localGet();
            case LOCAL_SET -> {
                int local = local();
                operands.pop(locals[local]);
                localStates.set(local);
            }
            case LOCAL_TEE -> {
                int local = local();
                operands.unary(locals[local], locals[local]);
                localStates.set(local);
            }
            case CONTROL -> controlRules.check(opcode);
            case REFERENCE -> referenceRules.check(opcode);
            case EXCEPTION -> exceptionRules.check(opcode);
            case OTHER -> otherRules.check(opcode);
            case PLAIN -> plain(opcode);
            case DISABLED -> throw ModuleError.malformed("illegal opcode: " + opcode.mnemonic() + " (feature " + opcode.feature()
                            + " is not enabled)", reader.opcodeOffset());
        }
    }

    private void constant(Opcode opcode) {
        switch (opcode.immediate()) {
            case I32 -> reader.readI32();
            case I64 -> reader.readI64();
            case F32 -> reader.readFixed32();
            case V128 -> reader.skip(V128.SIZE);
            default -> reader.readFixed64();
        }
        operands.push(Rule.result(opcode));
    }

    private void localGet() {
        int local = local();
        if (localStates.isUnset(local)) {
            throw operands.invalid("uninitialized local " + local + " of type " + locals[local]);
        }
        operands.push(locals[local]);
    }

    private int local() {
        int index = reader.readU32();
        if (Integer.compareUnsigned(index, localCount) >= 0) {
            Context.check("local", index, localCount, reader.opcodeOffset());
        }
        return index;
    }

    private void store(Opcode opcode) {
        ValueType address = memoryArgument(opcode);
        operands.pop(Rule.operand(opcode));
        operands.pop(address);
    }

    /** Checks a memory argument and returns the type of addresses into its memory. */
    private ValueType memoryArgument(Opcode opcode) {
        long offset = reader.readMemarg();
        MemoryType memory = context.memory(reader.memory(), reader.opcodeOffset());
        if (Integer.compareUnsigned(reader.alignment(), opcode.alignment()) > 0) {
            throw operands.invalid("alignment must not be larger than natural: 2**" + reader.alignment() + " is larger than 2**"
                            + opcode.alignment());
        }
        if (opcode.feature() == Feature.THREADS && reader.alignment() != opcode.alignment()) {
            throw operands.invalid("alignment must be natural for an atomic access: 2**" + reader.alignment() + ", not 2**"
                            + opcode.alignment());
        }
        if (offset >>> 32 != 0 && memory.addressType() == AddressType.I32) {
            throw operands.invalid("offset out of range: " + Long.toUnsignedString(offset));
        }
        return memory.addressType().valueType();
    }

    private void plain(Opcode opcode) {
        ValueType address = immediates(opcode);
        String operandLetters = opcode.operands();
        for (int i = operandLetters.length() - 1; i >= 0; i--) {
            operands.pop(ofLetter(operandLetters.charAt(i), address));
        }
        String resultLetters = opcode.results();
        for (int i = 0; i < resultLetters.length(); i++) {
            operands.push(ofLetter(resultLetters.charAt(i), address));
        }
    }

    private static ValueType ofLetter(char letter, ValueType address) {
        return letter == 'a' ? address : Rule.ofLetter(letter);
    }

    /** Checks the immediates of an instruction with a signature; the type of addresses if it accesses a memory. */
    private ValueType immediates(Opcode opcode) {
        int at = reader.opcodeOffset();
        return switch (opcode.immediate()) {
            case NONE -> null;
            case MEMARG -> memoryArgument(opcode);
            case MEMARG_LANE -> {
                ValueType address = memoryArgument(opcode);
                reader.readLane(opcode.lanes());
                yield address;
            }
            case LANE -> {
                reader.readLane(opcode.lanes());
                yield null;
            }
            case LANES -> {
                reader.readLanes(opcode.lanes());
                yield null;
            }
            case MEMORY -> addressType();
            case ZERO_BYTE -> {
                if (reader.readByte() != 0) {
                    throw ModuleError.malformed("zero byte expected", reader.position() - 1);
                }
                yield null;
            }
            case DATA_MEMORY -> {
                context.checkDataCount(at);
                int data = reader.readU32();
                ValueType address = addressType();
                context.checkData(data, at);
                yield address;
            }
            case DATA -> {
                context.checkDataCount(at);
                context.checkData(reader.readU32(), at);
                yield null;
            }
            case ELEM -> {
                context.element(reader.readU32(), at);
                yield null;
            }
            default -> throw new IllegalStateException(opcode + " has an immediate that no rule knows");
        };
    }

    private ValueType addressType() {
        return context.memory(reader.readU32(), reader.opcodeOffset()).addressType().valueType();
    }
}
