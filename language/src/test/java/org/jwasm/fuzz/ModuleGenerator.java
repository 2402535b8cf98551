// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.fuzz;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.jwasm.structure.Opcode;

/**
 * Makes valid modules whose functions end: {@link ControlTrees#burn()} is at the start of each function and loop. A number
 * determines a module.
 */
final class ModuleGenerator {

    private static final int DEPTH = 5;
    private static final int LEAST_BUDGET = 20;
    private static final int MOST_BUDGET = 160;
    private static final int CALLS_OF_EACH = 4;
    /** How much of the usual code functions get, in percent: where each is compiled many times, more but smaller modules find more. */
    private static final int SIZE = Integer.getInteger("fuzz.size", 100);
    private static final int TABLE_SIZE = 8;

    private final Choice choice;
    private final Set<Family> families;
    private final TestModule module = new TestModule();

    private ModuleGenerator(long seed) {
        choice = new Choice(seed);
        families = EnumSet.of(Family.NUMERIC, Family.VARIABLES, Family.CONTROL, Family.CALLS);
        for (Family family : Family.values()) {
            if (family == Family.MEMORY ? choice.chance(80) : choice.chance(family.isStandard() ? 35 : 5)) {
                families.add(family);
            }
        }
    }

    /** The module of a number within a run with a seed. */
    static TestModule generate(long seed, int number) {
        return new ModuleGenerator(seed * 1_000_003L + number).generate();
    }

    private TestModule generate() {
        addTypes();
        addFunctions();
        addState();
        addElements();
        for (TestModule.Function function : List.copyOf(module.functions.subList(0, module.functions.size() - 1))) {
            fill(function);
        }
        addCalls();
        return module;
    }

    private Type valueType() {
        int kind = choice.below(10);
        if (kind < 2) {
            return choice.of(module.referenceTypes);
        }
        return kind == 2 && families.contains(Family.VECTORS) ? Type.V128 : choice.of(Type.NUMBERS);
    }

    private List<Type> valueTypes(int least, int most, boolean numbers) {
        List<Type> some = new ArrayList<>();
        for (int i = choice.between(least, most); i > 0; i--) {
            some.add(numbers ? choice.of(Type.NUMBERS) : valueType());
        }
        return some;
    }

    private void addTypes() {
        module.referenceTypes.add(Type.FUNCREF);
        module.referenceTypes.add(Type.nullable(Type.EXTERN));
        if (families.contains(Family.AGGREGATES)) {
            addAggregates();
        }
        for (int i = choice.between(1, 3); i > 0; i--) {
            int type = module.types.function(valueTypes(0, 4, true), valueTypes(0, 2, true));
            if (families.contains(Family.FUNCTION_REFERENCES)) {
                module.referenceTypes.add(Type.nullable(type));
            }
        }
        for (int i = choice.between(0, 3); i > 0; i--) {
            module.types.function(valueTypes(0, 4, false), valueTypes(0, 3, false));
        }
    }

    private void addAggregates() {
        for (int heap : new int[] {Type.ANY, Type.EQ, Type.I31, Type.STRUCT, Type.ARRAY}) {
            module.referenceTypes.add(Type.nullable(heap));
        }
        for (int i = 0; i < 5; i++) {
            int index = i == 0 || i > 1 && choice.chance(50) ? module.types.add(new Types.Array(field())) : addStruct();
            module.referenceTypes.add(Type.nullable(index));
        }
    }

    private Types.Field field() {
        int kind = choice.below(10);
        return kind < 2 ? new Types.Field(Type.I32, kind == 0 ? 8 : 16, choice.chance(80)) : new Types.Field(valueType(), 0, choice.chance(80));
    }

    private int addStruct() {
        List<Integer> structs = new ArrayList<>();
        for (int i = 0; i < module.types.size(); i++) {
            if (module.types.get(i) instanceof Types.Struct) {
                structs.add(i);
            }
        }
        int supertype = structs.isEmpty() || choice.chance(40) ? -1 : choice.of(structs);
        List<Types.Field> fields = new ArrayList<>(supertype < 0 ? List.of() : ((Types.Struct) module.types.get(supertype)).fields());
        for (int i = choice.below(4); i > 0; i--) {
            fields.add(field());
        }
        return module.types.add(new Types.Struct(fields, supertype));
    }

    private void addFunctions() {
        module.globals.add(new TestModule.Global(Type.I32, true, Tree.i32(0)));
        for (int i = choice.below(6); i > 0; i--) {
            Type type = valueType();
            Tree value = type.isNumber() ? constant(type) : Tree.zero(type);
            module.globals.add(new TestModule.Global(type, choice.chance(85), value));
        }
        if (families.contains(Family.MEMORY)) {
            addMemories();
        }
        if (families.contains(Family.TABLES)) {
            addTables();
        }
        for (int i = choice.between(1, 2); families.contains(Family.EXCEPTIONS) && i > 0; i--) {
            module.tags.add(module.types.function(valueTypes(0, 3, false), List.of()));
        }
        for (int type = 0, count = module.types.size(); type < count; type++) {
            if (module.types.get(type) instanceof Types.Function function && (function.results().size() > 0 || !module.tags.contains(type))) {
                addFunctionsOf(type);
            } else if (module.types.get(type) instanceof Types.Function) {
                module.functions.add(new TestModule.Function(type));
            }
        }
    }

    private void addFunctionsOf(int type) {
        for (int i = choice.between(1, 2); i > 0; i--) {
            module.functions.add(new TestModule.Function(type));
        }
    }

    private Tree constant(Type type) {
        long bits = choice.bits(type.kind());
        return switch (type.kind()) {
            case 'i' -> Tree.i32((int) bits);
            case 'l' -> Tree.i64(bits);
            case 'f' -> Tree.f32((int) bits);
            default -> Tree.f64(bits);
        };
    }

    private void addMemories() {
        for (int i = choice.chance(75) ? 1 : choice.between(2, 3); i > 0; i--) {
            int minimum = choice.chance(98) ? 1 : 0;
            module.memories.add(new TestModule.Memory(choice.chance(25), minimum, choice.between(1, 3)));
        }
        for (int i = choice.below(4); i > 0; i--) {
            byte[] bytes = new byte[choice.between(16, 64)];
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = (byte) choice.bits('i');
            }
            int memory = choice.chance(40) ? -1 : choice.below(module.memories.size());
            boolean fits = memory < 0 || module.memories.get(memory).minimum() > 0;
            module.data.add(new TestModule.Data(fits ? memory : -1, choice.below(0x400), bytes));
        }
    }

    private void addTables() {
        module.tables.add(new TestModule.Table(false, Type.FUNCREF, TABLE_SIZE, TABLE_SIZE + choice.below(6)));
        for (int i = choice.below(3); i > 0; i--) {
            module.tables.add(new TestModule.Table(choice.chance(35), choice.of(module.referenceTypes), TABLE_SIZE, TABLE_SIZE + choice.below(6)));
        }
    }

    /** A segment with all functions, which also declares them, and some for the tables. */
    private void addElements() {
        List<Tree> all = new ArrayList<>();
        for (int i = 0; i < module.functions.size(); i++) {
            all.add(Tree.of(Opcode.REF_FUNC, Bytes.of(i), List.of(Type.nonNull(module.functions.get(i).type))));
        }
        List<Tree> first = all.subList(0, Math.min(all.size() - 1, TABLE_SIZE - 1));
        module.elements.add(new TestModule.Elements(-1, 0, Type.FUNCREF, all));
        for (int i = 0; i < module.tables.size(); i++) {
            if (module.types.matches(Type.FUNCREF, module.tables.get(i).type())) {
                module.elements.add(new TestModule.Elements(i, choice.below(2), Type.FUNCREF, first));
            }
        }
        if (families.contains(Family.AGGREGATES)) {
            Tree number = Tree.of(Opcode.REF_I31, Bytes.of(), List.of(Type.nonNull(Type.I31)), Tree.i32(choice.below(100)));
            List<Tree> values = List.of(number, Tree.nullOf(Type.I31), number);
            module.elements.add(new TestModule.Elements(-1, 0, Type.nullable(Type.I31), values));
            for (Type type : module.referenceTypes) {
                if (type.heap() >= 0) {
                    module.elements.add(new TestModule.Elements(-1, 0, type, List.of(Tree.nullOf(type.heap()), Tree.nullOf(type.heap()))));
                }
            }
        }
    }

    private void fill(TestModule.Function function) {
        for (int i = choice.below(6); i > 0; i--) {
            function.locals.add(valueType());
        }
        Scope scope = new Scope(module, function, choice, families, choice.between(LEAST_BUDGET, MOST_BUDGET) * SIZE / 100);
        Expressions expressions = new Expressions(scope);
        List<Tree> trees = new ArrayList<>(List.of(ControlTrees.burn(scope.results)));
        trees.addAll(expressions.statements(SIZE < 100 ? 3 : 8, DEPTH));
        trees.add(expressions.values(scope.results, DEPTH));
        function.body = Tree.sequence(scope.results, trees);
    }

    /** The last function: what the host can't read of vectors, references and tables. */
    private void addState() {
        List<Tree> values = new ArrayList<>();
        for (int i = 0; i < module.globals.size(); i++) {
            Type type = module.globals.get(i).type();
            Tree get = Tree.of(Opcode.GLOBAL_GET, Bytes.of(i), List.of(type));
            if (type.isReference()) {
                values.add(isNull(get));
            } else if (type == Type.V128) {
                values.add(Tree.of(Opcode.I64X2_EXTRACT_LANE, Bytes.of(0), get));
                values.add(Tree.of(Opcode.I64X2_EXTRACT_LANE, Bytes.of(1), get));
            }
        }
        for (int i = 0; i < module.tables.size(); i++) {
            TestModule.Table table = module.tables.get(i);
            values.add(Tree.of(Opcode.TABLE_SIZE, Bytes.of(i), List.of(table.wide() ? Type.I64 : Type.I32)));
            for (int at = 0; at < TABLE_SIZE; at++) {
                values.add(isNull(Tree.of(Opcode.TABLE_GET, Bytes.of(i), List.of(table.type()), table.wide() ? Tree.i64(at) : Tree.i32(at))));
            }
        }
        List<Type> results = values.stream().map(value -> value.results().getFirst()).toList();
        TestModule.Function state = new TestModule.Function(module.types.function(List.of(), results));
        state.body = Tree.sequence(results, values).kept();
        module.functions.add(state);
    }

    private static Tree isNull(Tree reference) {
        return Tree.of(Opcode.REF_IS_NULL, Bytes.of(), List.of(Type.I32), reference);
    }

    private void addCalls() {
        for (int round = 0; round < CALLS_OF_EACH; round++) {
            for (int i = 0; i < module.functions.size() - 1; i++) {
                if (module.isExported(i)) {
                    module.calls.add(call(i));
                }
            }
        }
        module.calls.add(call(module.functions.size() - 1));
    }

    private Call call(int function) {
        Types.Function type = module.type(module.functions.get(function));
        String params = letters(type.params());
        long[] arguments = params.chars().mapToLong(letter -> choice.bits((char) letter)).toArray();
        return new Call(module.name(function), params, arguments, letters(type.results()));
    }

    private static String letters(List<Type> types) {
        StringBuilder letters = new StringBuilder();
        types.forEach(type -> letters.append(type.kind()));
        return letters.toString();
    }
}
