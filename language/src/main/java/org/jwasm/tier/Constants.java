// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

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

/** The objects that a class refers to. They are of no class for the JVM, as classes of functions can't name Truffle's. */
final class Constants {

    private static final DirectMethodHandleDesc OBJECT = MethodHandleDesc.ofMethod(DirectMethodHandleDesc.Kind.STATIC,
                    NumericEmitter.desc(Linkage.class), "object", MethodTypeDesc.of(ConstantDescs.CD_Object,
                                    ConstantDescs.CD_MethodHandles_Lookup, ConstantDescs.CD_String, ConstantDescs.CD_Class, ConstantDescs.CD_Object));

    private final List<Object> values = new ArrayList<>();
    private final List<FragmentRecipe> recipes = new ArrayList<>();

    /** What {@link #add} made here, made anew elsewhere. */
    static List<Object> of(ModuleCode code, int function, List<FragmentRecipe> recipes) {
        if (recipes.isEmpty()) {
            return List.of();
        }
        code.module().ensureValid(function);
        List<Object> values = new ArrayList<>();
        CodeReader reader = new CodeReader(code.module());
        recipes.forEach(recipe -> values.add(recipe.make(code, function, reader).target()));
        return values;
    }

    /** A tree, and how it is made. */
    DynamicConstantDesc<?> add(RootCallTarget fragment, FragmentRecipe recipe) {
        recipes.add(recipe);
        values.add(fragment);
        return DynamicConstantDesc.ofNamed(OBJECT, ConstantDescs.DEFAULT_NAME, ConstantDescs.CD_Object, values.size() - 1);
    }

    List<FragmentRecipe> recipes() {
        return recipes;
    }

    List<Object> values() {
        return values;
    }
}
