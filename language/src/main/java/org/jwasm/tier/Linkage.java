// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.Arrays;

import org.jwasm.runtime.StackProbe;
import org.jwasm.structure.DefinedType;
import org.jwasm.structure.Module;

/**
 * Links the calls and constants of compiled code, when they are first needed. Nothing is translated or built here, nor is anybody let in: the JVM would give
 * them up for ever after an exception, unless it is of the kind of a stack overflow. Numbers come as objects, as the JVM has them: for int it would make a
 * class that converts, while the first guest function waits.
 */
public final class Linkage {

    private Linkage() {
    }

    private static CompiledClasses classes(Lookup caller) {
        if (!StackProbe.isRoomy()) {
            throw new StackOverflowError();
        }
        return (CompiledClasses) caller.lookupClass().getClassLoader();
    }

    /** A call of a function of the same module. */
    public static CallSite call(Lookup caller, @SuppressWarnings("unused") String name, @SuppressWarnings("unused") MethodType type, Object function) {
        return classes(caller).tier().known((Integer) function).site();
    }

    /** A type that the module defines. */
    public static DefinedType type(Lookup caller, @SuppressWarnings("unused") String name, @SuppressWarnings("unused") Class<?> type, Object index) {
        return classes(caller).tier().module().type((Integer) index);
    }

    /** The first types that the module defines, for the fields of {@link TypeConstants}. */
    public static DefinedType[] types(Class<?> caller, int count) {
        Module module = ((CompiledClasses) caller.getClassLoader()).tier().module();
        DefinedType[] types = new DefinedType[count];
        Arrays.setAll(types, module::type);
        return types;
    }

    /** One of the objects that the class refers to, see {@link Constants}. */
    public static Object object(Lookup caller, @SuppressWarnings("unused") String name, @SuppressWarnings("unused") Class<?> type, Object index) {
        return classes(caller).constants(caller.lookupClass().getName()).get((Integer) index);
    }
}
