// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

import org.jwasm.binary.CodeReader;
import org.jwasm.runtime.ModuleCode;

import com.oracle.truffle.api.RootCallTarget;

/** The objects that a class refers to: its class data. */
final class Constants {

    private static final DirectMethodHandleDesc CLASS_DATA_AT = MethodHandleDesc.ofMethod(DirectMethodHandleDesc.Kind.STATIC,
                    ClassDesc.of("java.lang.invoke.MethodHandles"), "classDataAt", MethodTypeDesc.of(ConstantDescs.CD_Object,
                                    ConstantDescs.CD_MethodHandles_Lookup, ConstantDescs.CD_String, ConstantDescs.CD_Class, ConstantDescs.CD_int));

    private final List<Object> values = new ArrayList<>();
    private final List<FragmentRecipe> recipes = new ArrayList<>();

    /** The class data that {@link #add} made here, made anew elsewhere. */
    static List<Object> of(CompiledTier tier, ModuleCode code, int function, List<FragmentRecipe> recipes) {
        List<Object> values = new ArrayList<>();
        values.add(tier);
        CodeReader reader = new CodeReader(code.module());
        recipes.forEach(recipe -> values.add(recipe.make(code, function, reader).target()));
        return values;
    }

    /** A tree, and how it is made. */
    DynamicConstantDesc<?> add(RootCallTarget fragment, FragmentRecipe recipe) {
        recipes.add(recipe);
        return add(fragment, RootCallTarget.class);
    }

    List<FragmentRecipe> recipes() {
        return recipes;
    }

    /** A constant for the class file. */
    DynamicConstantDesc<?> add(Object value, Class<?> type) {
        values.add(value);
        return at(values.size() - 1, type);
    }

    static DynamicConstantDesc<?> at(int index, Class<?> type) {
        return DynamicConstantDesc.ofNamed(CLASS_DATA_AT, ConstantDescs.DEFAULT_NAME, type.describeConstable().orElseThrow(), index);
    }

    List<Object> values() {
        return values;
    }
}
