// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.isolation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jwasm.wit.CoreType;
import org.jwasm.wit.EnumType;
import org.jwasm.wit.FlagsType;
import org.jwasm.wit.HandleType;
import org.jwasm.wit.Layout;
import org.jwasm.wit.ListType;
import org.jwasm.wit.OptionType;
import org.jwasm.wit.PrimitiveType;
import org.jwasm.wit.RecordType;
import org.jwasm.wit.ResultType;
import org.jwasm.wit.TupleType;
import org.jwasm.wit.VariantType;
import org.jwasm.wit.WitFunction;
import org.jwasm.wit.WitFunction.Parameter;
import org.jwasm.wit.WitType;

/** Modules that give back a value of any type: {@code echo} gets it in memory, {@code flat} as core values. */
final class EchoModules {

    /** So many more parameters that all of them go through memory. */
    private static final int PADDING = 17;

    final WitFunction echo;
    /** Null if the type has too many core values. */
    final WitFunction flat;
    private final WitType type;
    private final List<CoreType> core;
    private final boolean returnsPointer;
    private final Layout layout;

    EchoModules(WitType type) {
        this.type = type;
        this.core = Layout.flatten(type);
        this.layout = Layout.of(type);
        this.returnsPointer = core.size() > 1;
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(new Parameter("value", type));
        this.flat = core.size() <= Layout.MAX_FLAT_PARAMS ? new WitFunction("flat", parameters, type) : null;
        for (int i = 0; i < PADDING; i++) {
            parameters.add(new Parameter("p" + i, PrimitiveType.U8));
        }
        this.echo = new WitFunction("echo", parameters, type);
    }

    static Object[] padded(Object value) {
        Object[] arguments = new Object[PADDING + 1];
        Arrays.fill(arguments, 0);
        arguments[0] = value;
        return arguments;
    }

    private String result() {
        return "(result " + (returnsPointer ? "i32" : core.getFirst()) + ")";
    }

    /** Does what it says itself. */
    String echoes() {
        String load = returnsPointer ? "(local.get 0)" : load(type);
        String echoing = "(func (export \"echo\") (param i32) " + result() + " " + load + ")";
        if (flat == null) {
            return TypedGuests.module("", echoing);
        }
        StringBuilder body = new StringBuilder();
        if (returnsPointer) {
            body.append("(local $to i32) (local.set $to (call $realloc (i32.const 0) (i32.const 0) (i32.const ").append(layout.alignment()).append(
                            ") (i32.const ").append(layout.size()).append("))) ");
            store(type, 0, 0, core, body);
            body.append("(local.get $to)");
        } else {
            body.append("(local.get 0)");
        }
        return TypedGuests.module("", echoing + "(func (export \"flat\") " + params(core) + " " + result() + body + ")");
    }

    /** Asks others. */
    String relays() {
        String imports = "(import \"e\" \"echo\" (func $echo (param i32" + (returnsPointer ? " i32))" : ") " + result() + ")") + ")";
        String rest = relay("echo", List.of(CoreType.I32));
        if (flat != null) {
            imports += "(import \"e\" \"flat\" (func $flat " + params(core) + (returnsPointer ? " (param i32)" : " " + result()) + "))";
            rest += relay("flat", core);
        }
        return TypedGuests.module(imports, rest);
    }

    private String relay(String name, List<CoreType> parameters) {
        StringBuilder call = new StringBuilder("(call $").append(name);
        for (int i = 0; i < parameters.size(); i++) {
            call.append(" (local.get ").append(i).append(')');
        }
        String start = "(func (export \"" + name + "\") " + params(parameters) + " " + result();
        if (!returnsPointer) {
            return start + call + "))";
        }
        return start + " (local $to i32) (local.set $to (call $realloc (i32.const 0) (i32.const 0) (i32.const " + layout.alignment() + ") (i32.const " +
                        layout.size() + ")))" + call + " (local.get $to)) (local.get $to))";
    }

    private static String params(List<CoreType> types) {
        StringBuilder text = new StringBuilder("(param");
        types.forEach(type -> text.append(' ').append(type));
        return text.append(')').toString();
    }

    /** The value of one core value that lies where parameter 0 points to. */
    private static String load(WitType type) {
        return switch (type) {
            case RecordType record -> load(record.fields().getFirst().type());
            case TupleType tuple -> load(tuple.elements().getFirst());
            default -> "(" + Layout.flatten(type).getFirst() + ".load" + suffix(type) + " (local.get 0))";
        };
    }

    private static String suffix(WitType type) {
        boolean signed = type == PrimitiveType.S8 || type == PrimitiveType.S16;
        return switch (Layout.of(type).size()) {
            case 1 -> signed ? "8_s" : "8_u";
            case 2 -> signed ? "16_s" : "16_u";
            default -> "";
        };
    }

    /** Stores the core values from parameter {@code at} on, which are passed as the types of {@code slots}. */
    private static void store(WitType type, int offset, int at, List<CoreType> slots, StringBuilder out) {
        switch (type) {
            case PrimitiveType primitive when primitive == PrimitiveType.STRING -> storePair(offset, at, slots, out);
            case ListType _ -> storePair(offset, at, slots, out);
            case PrimitiveType _, FlagsType _, HandleType _ -> {
                CoreType wanted = Layout.flatten(type).getFirst();
                storeCore(wanted, Layout.of(type).size(), offset, at, slots, out);
            }
            case RecordType _, TupleType _ -> {
                int[] offsets = Layout.offsets(type.parts());
                int slot = at;
                for (int i = 0; i < offsets.length; i++) {
                    store(type.parts().get(i), offset + offsets[i], slot, slots, out);
                    slot += Layout.flatten(type.parts().get(i)).size();
                }
            }
            case VariantType _, EnumType _, OptionType _, ResultType _ -> {
                WitType[] cases = Layout.cases(type);
                storeCore(CoreType.I32, Layout.discriminantSize(cases.length), offset, at, slots, out);
                for (int i = 0; i < cases.length; i++) {
                    if (cases[i] != null) {
                        out.append("(if (i32.eq ").append(get(CoreType.I32, at, slots)).append(" (i32.const ").append(i).append(")) (then ");
                        store(cases[i], offset + Layout.payloadOffset(type), at + 1, slots, out);
                        out.append(")) ");
                    }
                }
            }
        }
    }

    private static void storePair(int offset, int at, List<CoreType> slots, StringBuilder out) {
        storeCore(CoreType.I32, 4, offset, at, slots, out);
        storeCore(CoreType.I32, 4, offset + 4, at + 1, slots, out);
    }

    private static void storeCore(CoreType wanted, int size, int offset, int at, List<CoreType> slots, StringBuilder out) {
        String narrow = size == 1 ? "8" : size == 2 ? "16" : "";
        out.append('(').append(wanted).append(".store").append(narrow).append(" offset=").append(offset).append(" (local.get $to) ").append(
                        get(wanted, at, slots)).append(") ");
    }

    /** A parameter as the type that it stands for. */
    private static String get(CoreType wanted, int at, List<CoreType> slots) {
        String local = "(local.get " + at + ")";
        CoreType passed = slots.get(at);
        if (passed == wanted) {
            return local;
        }
        String bits = passed == CoreType.I64 && wanted != CoreType.F64 ? "(i32.wrap_i64 " + local + ")" : local;
        return switch (wanted) {
            case F32 -> "(f32.reinterpret_i32 " + bits + ")";
            case F64 -> "(f64.reinterpret_i64 " + bits + ")";
            default -> bits;
        };
    }
}
