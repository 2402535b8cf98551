// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

import org.jwasm.runtime.Arguments;
import org.jwasm.runtime.WasmInstance;
import org.jwasm.structure.FunctionType;

/** A function type as the methods of compiled code have it: the parameters, then what the function runs on. */
record Signature(Kind[] params, Kind[] results, int numbers, int objects) {

    static final ClassDesc INSTANCE = WasmInstance.class.describeConstable().orElseThrow();
    private static final ClassDesc RESULTS = Results.class.describeConstable().orElseThrow();
    /** What the JVM allows, less what comes behind the parameters. */
    private static final int MOST_PLACES = 250;

    static Signature of(FunctionType type) {
        return new Signature(Kind.of(type.params()), Kind.of(type.results()), Arguments.numbers(type), Arguments.objects(type));
    }

    /** Whether a method can have these parameters. */
    boolean fits() {
        return places() <= MOST_PLACES;
    }

    /** How many local variables the parameters take. */
    int places() {
        int places = 0;
        for (Kind param : params) {
            places += param.size();
        }
        return places;
    }

    /** Pushes the parameters, which are the first local variables; returns the variable behind them. */
    int load(CodeBuilder code) {
        int next = 0;
        for (Kind param : params) {
            code.loadLocal(param.typeKind(), next);
            next += param.size();
        }
        return next;
    }

    /** What a method of the type returns, for the instruction that does. */
    TypeKind returnKind() {
        return TypeKind.from(returns());
    }

    ClassDesc returns() {
        return switch (results.length) {
            case 0 -> ConstantDescs.CD_void;
            case 1 -> results[0].descriptor();
            default -> RESULTS;
        };
    }

    /** The method type with more parameters behind those of the function. */
    MethodTypeDesc with(ClassDesc... more) {
        List<ClassDesc> all = new ArrayList<>();
        for (Kind param : params) {
            all.add(param.descriptor());
        }
        all.addAll(List.of(more));
        return MethodTypeDesc.of(returns(), all);
    }

    /** A name for all types of the same shape. */
    String shape() {
        StringBuilder name = new StringBuilder();
        for (Kind param : params) {
            name.append(param.ordinal());
        }
        name.append('_');
        for (Kind result : results) {
            name.append(result.ordinal());
        }
        return name.toString();
    }
}
