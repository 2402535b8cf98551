// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.translation;

import java.util.List;

import org.jwasm.binary.CodeReader;
import org.jwasm.binary.Immediates;
import org.jwasm.nodes.ConstNodes;
import org.jwasm.nodes.I32Node;
import org.jwasm.nodes.RefNode;
import org.jwasm.nodes.WasmNode;
import org.jwasm.nodes.call.CallNodes;
import org.jwasm.nodes.call.Callee;
import org.jwasm.nodes.call.DirectInvocation;
import org.jwasm.nodes.call.FunctionInvocation;
import org.jwasm.nodes.call.ImportCallee;
import org.jwasm.nodes.call.Invocation;
import org.jwasm.nodes.call.RefCallee;
import org.jwasm.nodes.call.TableCallee;
import org.jwasm.nodes.call.TailCallNodes;
import org.jwasm.nodes.control.ChargeNodes;
import org.jwasm.nodes.control.SelectNodes;
import org.jwasm.nodes.memory.MemoryNodes;
import org.jwasm.nodes.numeric.NumericNodes;
import org.jwasm.nodes.numeric.WideNodes;
import org.jwasm.nodes.reference.RefNodes;
import org.jwasm.nodes.variable.GlobalNodes;
import org.jwasm.nodes.variable.TableNodes;
import org.jwasm.runtime.ModuleCode;
import org.jwasm.structure.AddressType;
import org.jwasm.structure.DefinedType;
import org.jwasm.structure.Feature;
import org.jwasm.structure.FunctionType;
import org.jwasm.structure.Immediate;
import org.jwasm.structure.Module;
import org.jwasm.structure.NumberType;
import org.jwasm.structure.Opcode;
import org.jwasm.structure.ReferenceType;
import org.jwasm.structure.TableType;
import org.jwasm.structure.ValueType;
import org.jwasm.structure.VectorType;

/** Makes trees of the instructions that don't branch. */
public final class InstructionTranslator {

    private final ModuleCode code;
    private final Module module;
    private final CodeReader reader;
    private final OperandStack stack;
    private final Slots slots;
    private final List<ValueType> locals;
    private final VectorTranslator vectors;
    private final ReferenceTranslator references;

    InstructionTranslator(ModuleCode code, CodeReader reader, OperandStack stack, Slots slots, List<ValueType> locals) {
        this.code = code;
        this.module = code.module();
        this.reader = reader;
        this.stack = stack;
        this.slots = slots;
        this.locals = locals;
        this.vectors = new VectorTranslator(reader, stack, code.profile().deterministic());
        this.references = new ReferenceTranslator(module, reader, stack, this);
    }

    void translate(Opcode opcode, int offset) {
        if (code.profile().metered() && takesLength(opcode)) {
            Operand length = stack.pop();
            push(ChargeNodes.range(length.node()), length.type(), Effects.TRAP, length);
        }
        if (opcode.isVector()) {
            vectors.translate(opcode, offset);
            return;
        }
        switch (opcode.immediate()) {
            case MEMARG -> {
                if (opcode.feature() == Feature.THREADS) {
                    atomic(opcode, offset);
                } else {
                    access(opcode, offset);
                }
            }
            case ZERO_BYTE -> {
                Immediates.skip(reader, opcode);
                stack.statement(MemoryNodes.fence(), Effects.READ_MEMORY | Effects.WRITE_MEMORY, 0);
            }
            case LOCAL -> local(opcode);
            case GLOBAL -> global(opcode);
            case I32, I64, F32, F64 -> constant(opcode);
            case FUNCTION, TYPE_TABLE -> call(opcode, offset);
            case TYPE -> {
                if (opcode == Opcode.CALL_REF) {
                    call(opcode, offset);
                } else {
                    references.translate(opcode, offset);
                }
            }
            case HEAP_TYPE, TYPE_TYPE, TYPE_FIELD, TYPE_LENGTH, TYPE_DATA, TYPE_ELEM -> references.translate(opcode, offset);
            case MEMORY, MEMORY_MEMORY, DATA_MEMORY, DATA -> memory(opcode, offset);
            case TABLE, TABLE_TABLE, ELEM_TABLE, ELEM -> table(opcode, offset);
            case VALUE_TYPES -> {
                Immediates.skip(reader, opcode);
                select();
            }
            default -> plain(opcode, offset);
        }
    }

    /** Whether an instruction works on a range, whose length is the last operand. Those that grow something are bounded by limits. */
    public static boolean takesLength(Opcode opcode) {
        return switch (opcode) {
            case MEMORY_FILL, MEMORY_COPY, MEMORY_INIT, TABLE_FILL, TABLE_COPY, TABLE_INIT, ARRAY_NEW, ARRAY_NEW_DEFAULT, ARRAY_NEW_DATA,
                            ARRAY_NEW_ELEM, ARRAY_FILL, ARRAY_COPY, ARRAY_INIT_DATA, ARRAY_INIT_ELEM -> true;
            default -> false;
        };
    }

    void push(WasmNode node, ValueType type, int effects, Operand... parts) {
        int all = effects;
        long reads = 0;
        int depth = 0;
        for (Operand part : parts) {
            all |= part.effects();
            reads |= part.reads();
            depth = Math.max(depth, part.depth());
        }
        stack.push(node, type, all, reads, depth + 1);
    }

    void statement(WasmNode node, int effects, Operand... parts) {
        int all = effects;
        for (Operand part : parts) {
            all |= part.effects();
        }
        stack.statement(node, all, 0);
    }

    static WasmNode[] nodes(Operand[] operands) {
        WasmNode[] nodes = new WasmNode[operands.length];
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = operands[i].node();
        }
        return nodes;
    }

    static ValueType type(char letter) {
        return switch (letter) {
            case 'i' -> NumberType.I32;
            case 'l' -> NumberType.I64;
            case 'f' -> NumberType.F32;
            case 'd' -> NumberType.F64;
            case 'v' -> VectorType.V128;
            default -> throw new IllegalArgumentException(String.valueOf(letter));
        };
    }

    private void plain(Opcode opcode, int offset) {
        switch (opcode) {
            case DROP -> drop();
            case SELECT -> select();
            case I64_ADD128, I64_SUB128, I64_MUL_WIDE_S, I64_MUL_WIDE_U -> wide(opcode);
            default -> {
                if (opcode.operands() == null) {
                    references.translate(opcode, offset);
                } else {
                    numeric(opcode, offset);
                }
            }
        }
    }

    private void wide(Opcode opcode) {
        Operand[] operands = stack.pop(opcode.operands().length());
        int low = slots.temporary(stack.height(), NumberType.I64);
        int high = slots.temporary(stack.height() + 1, NumberType.I64);
        int effects = Effects.NONE;
        for (Operand operand : operands) {
            effects |= operand.effects();
        }
        stack.statement(WideNodes.create(opcode, nodes(operands), low, high), effects, Operand.slotBit(low) | Operand.slotBit(high));
        stack.pushTemporary(NumberType.I64);
        stack.pushTemporary(NumberType.I64);
    }

    private void numeric(Opcode opcode, int offset) {
        ValueType result = type(opcode.results().charAt(0));
        int effects = canTrap(opcode) ? Effects.TRAP : Effects.NONE;
        if (opcode.operands().length() == 1) {
            Operand operand = stack.pop();
            push(profiled(opcode, NumericNodes.unary(opcode, operand.node(), offset)), result, effects, operand);
        } else {
            Operand right = stack.pop();
            Operand left = stack.pop();
            push(profiled(opcode, NumericNodes.binary(opcode, left.node(), right.node(), offset)), result, effects, left, right);
        }
    }

    /** The node as the profile wants it that the code is for. */
    private WasmNode profiled(Opcode opcode, WasmNode node) {
        return code.profile().deterministic() ? DeterministicProfile.apply(opcode, node) : node;
    }

    private static boolean canTrap(Opcode opcode) {
        return switch (opcode) {
            case I32_DIV_S, I32_DIV_U, I32_REM_S, I32_REM_U, I64_DIV_S, I64_DIV_U, I64_REM_S, I64_REM_U,
                            I32_TRUNC_F32_S, I32_TRUNC_F32_U, I32_TRUNC_F64_S, I32_TRUNC_F64_U,
                            I64_TRUNC_F32_S, I64_TRUNC_F32_U, I64_TRUNC_F64_S, I64_TRUNC_F64_U -> true;
            default -> false;
        };
    }

    private void drop() {
        Operand value = stack.pop();
        if (Effects.isObservable(value.effects())) {
            statement(value.node(), value.effects());
        }
    }

    private void select() {
        Operand condition = stack.pop();
        Operand second = stack.pop();
        Operand first = stack.pop();
        push(SelectNodes.create(first.node(), second.node(), (I32Node) condition.node()), first.type(), Effects.NONE, first, second, condition);
    }

    private void constant(Opcode opcode) {
        switch (opcode) {
            case I32_CONST -> stack.push(new ConstNodes.I32Const(reader.readI32()), NumberType.I32, Effects.NONE, 0, 1);
            case I64_CONST -> stack.push(new ConstNodes.I64Const(reader.readI64()), NumberType.I64, Effects.NONE, 0, 1);
            case F32_CONST -> stack.push(new ConstNodes.F32Const(Float.intBitsToFloat(reader.readFixed32())), NumberType.F32, Effects.NONE, 0, 1);
            default -> stack.push(new ConstNodes.F64Const(Double.longBitsToDouble(reader.readFixed64())), NumberType.F64, Effects.NONE, 0, 1);
        }
    }

    private void local(Opcode opcode) {
        int index = reader.readU32();
        int slot = slots.local(index);
        ValueType type = locals.get(index);
        if (opcode == Opcode.LOCAL_GET) {
            stack.pushSlot(slot, type);
            return;
        }
        stack.assign(slot, stack.pop());
        if (opcode == Opcode.LOCAL_TEE) {
            stack.pushSlot(slot, type);
        }
    }

    private void global(Opcode opcode) {
        int index = reader.readU32();
        ValueType type = module.global(index).valueType();
        if (opcode == Opcode.GLOBAL_GET) {
            stack.push(GlobalNodes.get(type, index), type, module.global(index).mutable() ? Effects.READ_GLOBAL : Effects.NONE, 0, 1);
        } else {
            Operand value = stack.pop();
            statement(GlobalNodes.set(index, value.node()), Effects.WRITE_GLOBAL, value);
        }
    }

    private void access(Opcode opcode, int offset) {
        long displacement = reader.readMemarg();
        int memory = reader.memory();
        AddressType addressType = module.memory(memory).addressType();
        if (opcode.results().isEmpty()) {
            Operand value = stack.pop();
            Operand address = stack.pop();
            statement(MemoryNodes.store(opcode, address.node(), value.node(), addressType, displacement, memory, offset),
                            Effects.WRITE_MEMORY | Effects.TRAP, address, value);
        } else {
            Operand address = stack.pop();
            push(MemoryNodes.load(opcode, address.node(), addressType, displacement, memory, offset), type(opcode.results().charAt(0)),
                            Effects.READ_MEMORY | Effects.TRAP, address);
        }
    }

    /** Atomic accesses stay in order with all others, as if each wrote. */
    private void atomic(Opcode opcode, int offset) {
        long displacement = reader.readMemarg();
        int memory = reader.memory();
        Operand[] operands = stack.pop(opcode.operands().length());
        WasmNode node = MemoryNodes.atomic(opcode, nodes(operands), displacement, memory, offset);
        int effects = Effects.READ_MEMORY | Effects.WRITE_MEMORY | Effects.TRAP;
        if (opcode.results().isEmpty()) {
            statement(node, effects, operands);
        } else {
            push(node, type(opcode.results().charAt(0)), effects, operands);
        }
    }

    private void memory(Opcode opcode, int offset) {
        int first = reader.readU32();
        int second = opcode.immediate() == Immediate.MEMORY_MEMORY || opcode.immediate() == Immediate.DATA_MEMORY ? reader.readU32() : 0;
        int effects = Effects.READ_MEMORY | Effects.WRITE_MEMORY | Effects.TRAP;
        switch (opcode) {
            case MEMORY_SIZE -> {
                AddressType addressType = module.memory(first).addressType();
                push(MemoryNodes.size(addressType, first), addressType.valueType(), Effects.READ_MEMORY);
            }
            case MEMORY_GROW -> {
                AddressType addressType = module.memory(first).addressType();
                Operand delta = stack.pop();
                push(MemoryNodes.grow(delta.node(), addressType, first), addressType.valueType(),
                                Effects.READ_MEMORY | Effects.WRITE_MEMORY, delta);
            }
            case DATA_DROP -> statement(MemoryNodes.dropData(first), Effects.WRITE_MEMORY);
            default -> {
                Operand[] operands = stack.pop(3);
                WasmNode[] nodes = nodes(operands);
                statement(switch (opcode) {
                    case MEMORY_FILL -> MemoryNodes.fill(nodes[0], nodes[1], nodes[2], first, offset);
                    case MEMORY_COPY -> MemoryNodes.copy(nodes[0], nodes[1], nodes[2], first, second, offset);
                    default -> MemoryNodes.init(nodes[0], nodes[1], nodes[2], first, second, offset);
                }, effects, operands);
            }
        }
    }

    private void table(Opcode opcode, int offset) {
        int first = reader.readU32();
        int second = opcode.immediate() == Immediate.TABLE_TABLE || opcode.immediate() == Immediate.ELEM_TABLE ? reader.readU32() : 0;
        int access = Effects.READ_TABLE | Effects.WRITE_TABLE | Effects.TRAP;
        switch (opcode) {
            case TABLE_GET -> {
                Operand index = stack.pop();
                push(new TableNodes.Get(first, index.node(), offset), module.table(first).elementType(), Effects.READ_TABLE | Effects.TRAP, index);
            }
            case TABLE_SET -> {
                Operand value = stack.pop();
                Operand index = stack.pop();
                statement(new TableNodes.Set(first, index.node(), value.node(), offset), access, index, value);
            }
            case TABLE_SIZE -> {
                AddressType addressType = module.table(first).addressType();
                push(TableNodes.size(addressType, first), addressType.valueType(), Effects.READ_TABLE);
            }
            case TABLE_GROW -> {
                TableType type = module.table(first);
                Operand delta = stack.pop();
                Operand value = stack.pop();
                push(TableNodes.grow(type.addressType(), first, value.node(), delta.node()), type.addressType().valueType(),
                                Effects.READ_TABLE | Effects.WRITE_TABLE, value, delta);
            }
            case ELEM_DROP -> statement(new TableNodes.Drop(first), Effects.WRITE_TABLE);
            default -> {
                Operand[] operands = stack.pop(3);
                WasmNode[] nodes = nodes(operands);
                statement(switch (opcode) {
                    case TABLE_FILL -> new TableNodes.Fill(first, nodes[0], nodes[1], nodes[2], offset);
                    case TABLE_COPY -> new TableNodes.Copy(first, second, nodes[0], nodes[1], nodes[2], offset);
                    default -> new TableNodes.Init(first, second, nodes[0], nodes[1], nodes[2], offset);
                }, access, operands);
            }
        }
    }

    private void call(Opcode opcode, int offset) {
        int index = reader.readU32();
        switch (opcode) {
            case REF_FUNC -> stack.push(new RefNodes.Func(index), new ReferenceType(false, module.functionType(index)), Effects.NONE, 0, 1);
            case CALL -> {
                FunctionType type = module.functionType(index).functionType();
                Operand[] arguments = stack.pop(type.params().size());
                Invocation invocation = index < module.importedFunctionCount()
                                ? new FunctionInvocation(type, new ImportCallee(index), nodes(arguments), offset)
                                : new DirectInvocation(code, index, nodes(arguments), offset);
                finishCall(invocation, type, arguments);
            }
            default -> {
                FunctionType type = module.type(index).functionType();
                Operand chosen = stack.pop();
                Callee callee = callee(opcode, module.type(index), chosen);
                Operand[] arguments = stack.pop(type.params().size());
                Operand[] all = java.util.Arrays.copyOf(arguments, arguments.length + 1);
                all[arguments.length] = chosen;
                finishCall(new FunctionInvocation(type, callee, nodes(arguments), offset), type, all);
            }
        }
    }

    /** What a call calls whose last operand says so; reads the table index, if any. */
    private Callee callee(Opcode opcode, DefinedType type, Operand chosen) {
        return switch (opcode) {
            case CALL_REF, RETURN_CALL_REF -> new RefCallee((RefNode) chosen.node());
            default -> new TableCallee(type, reader.readU32(), chosen.node());
        };
    }

    /** Emits what is left of a function that ends in the call of another: the call is put into a slot. */
    void tailCall(Opcode opcode, int index, int slot, int offset) {
        if (opcode == Opcode.RETURN_CALL) {
            FunctionType type = module.functionType(index).functionType();
            Operand[] arguments = stack.pop(type.params().size());
            statement(index < module.importedFunctionCount()
                            ? new TailCallNodes.OfFunction(slot, type, new ImportCallee(index), nodes(arguments), offset)
                            : new TailCallNodes.Direct(slot, code, index, nodes(arguments), offset), Effects.CALL, arguments);
            return;
        }
        FunctionType type = module.type(index).functionType();
        Operand chosen = stack.pop();
        Callee callee = callee(opcode, module.type(index), chosen);
        Operand[] arguments = stack.pop(type.params().size());
        statement(new TailCallNodes.OfFunction(slot, type, callee, nodes(arguments), offset), Effects.CALL, arguments);
    }

    private void finishCall(Invocation invocation, FunctionType type, Operand[] operands) {
        List<ValueType> results = type.results();
        if (results.isEmpty()) {
            statement(CallNodes.create(invocation, results), Effects.CALL, operands);
        } else if (results.size() == 1) {
            push(CallNodes.create(invocation, results), results.getFirst(), Effects.CALL, operands);
        } else {
            int[] targets = new int[results.size()];
            long writes = 0;
            for (int i = 0; i < targets.length; i++) {
                targets[i] = slots.temporary(stack.height() + i, results.get(i));
                writes |= Operand.slotBit(targets[i]);
            }
            stack.statement(CallNodes.createMulti(invocation, results, targets), Effects.CALL, writes);
            results.forEach(stack::pushTemporary);
        }
    }
}
