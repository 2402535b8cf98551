// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import org.jwasm.runtime.CompiledCode;
import org.jwasm.runtime.FunctionalShape;
import org.jwasm.tier.cache.ClassCheck;

/**
 * A function as bytecode of the JVM: a class that is independent of instances and of the process.
 *
 * @param endsInCalls whether its tail calls are left to its caller
 * @param fragments the trees that the class refers to
 * @param bytes the class, from {@code start} on
 */
record Translation(boolean endsInCalls, List<FragmentRecipe> fragments, byte[] bytes, int start) {

    /** What stands before the fragments: whether it ends in calls, and how many there are. */
    private static final int HEAD = 1 + Integer.BYTES;

    /** What the emitters name, and no more. */
    static final ClassCheck.Rules RULES = new ClassCheck.Rules("org/jwasm/compiled/F", "org/jwasm/compiled/Types", "org/jwasm/runtime/CompiledCode",
                    Set.of("org/jwasm/tier/Support", "org/jwasm/tier/Results", "org/jwasm/runtime/CompiledMemory", "org/jwasm/runtime/CompiledObjects", "org/jwasm/numerics/Conversions",
                                    "org/jwasm/numerics/F32", "org/jwasm/numerics/F64", "org/jwasm/numerics/I32", "org/jwasm/numerics/I64",
                                    "org/jwasm/numerics/Lanes", "org/jwasm/numerics/I8x16", "org/jwasm/numerics/I16x8", "org/jwasm/numerics/I32x4",
                                    "org/jwasm/numerics/I64x2", "org/jwasm/numerics/F32x4", "org/jwasm/numerics/F64x2"),
                    members(),
                    Set.of("org/jwasm/tier/Linkage.call", "org/jwasm/tier/Linkage.type", "org/jwasm/tier/Linkage.object"));

    /** Beside all members of the classes that are there for compiled code. */
    private static Set<String> members() {
        String runtime = "org/jwasm/runtime/";
        List<String> members = new ArrayList<>(List.of("java/lang/invoke/MethodHandle.invokeExact", runtime + "WasmMemory.pages"));
        add(members, runtime + "WasmInstance", "memory", "global", "function", "dropData", "dropElements");
        add(members, runtime + "WasmGlobal", "bits", "reference", "setReference");
        add(members, runtime + "WasmFunction", "receiver", "compiled", "instance", "index");
        for (Method method : CompiledCode.class.getDeclaredMethods()) {
            if (!Modifier.isStatic(method.getModifiers()) && !method.getName().equals("call")) {
                members.add(runtime + "CompiledCode." + method.getName());
            }
        }
        add(members, runtime + "WasmThrown", "numbers", "objects");
        add(members, runtime + "V128", "low", "high");
        for (FunctionalShape shape : FunctionalShape.all()) {
            add(members, shape.functional().getName().replace('.', '/'), shape.method());
        }
        add(members, "org/jwasm/embedding/JavaFunction$Body", "call");
        add(members, "java/lang/Integer", "compareUnsigned");
        add(members, "java/lang/Long", "compareUnsigned", "rotateRight");
        add(members, "java/lang/Float", "floatToRawIntBits", "intBitsToFloat");
        add(members, "java/lang/Double", "doubleToRawLongBits", "longBitsToDouble");
        return Set.copyOf(members);
    }

    private static void add(List<String> members, String owner, String... names) {
        for (String name : names) {
            members.add(owner + "." + name);
        }
    }

    int length() {
        return bytes.length - start;
    }

    /** As an entry of a cache. */
    byte[] toEntry() {
        ByteArrayOutputStream bytesOut = new ByteArrayOutputStream(length() + 64);
        DataOutputStream out = new DataOutputStream(bytesOut);
        try {
            out.writeBoolean(endsInCalls);
            out.writeInt(fragments.size());
            for (FragmentRecipe fragment : fragments) {
                fragment.write(out);
            }
            out.write(bytes, start, length());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytesOut.toByteArray();
    }

    /**
     * The content of an entry; null if it is none that {@link #toEntry} makes.
     *
     * @param name of the class
     */
    static Translation ofEntry(String name, byte[] entry) {
        if (entry.length < HEAD) {
            return null;
        }
        if ((entry[1] | entry[2] | entry[3] | entry[4]) == 0) {
            // No fragments, as in nearly all.
            return checked(name, entry[0] != 0, List.of(), entry, HEAD);
        }
        ByteArrayInputStream rest = new ByteArrayInputStream(entry);
        try (DataInputStream in = new DataInputStream(rest)) {
            boolean endsInCalls = in.readBoolean();
            int count = in.readInt();
            List<FragmentRecipe> fragments = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                fragments.add(FragmentRecipe.read(in));
            }
            return checked(name, endsInCalls, fragments, entry, entry.length - rest.available());
        } catch (IOException | ArrayIndexOutOfBoundsException e) {
            return null;
        }
    }

    private static Translation checked(String name, boolean endsInCalls, List<FragmentRecipe> fragments, byte[] entry, int start) {
        return ClassCheck.passes(RULES, name.replace('.', '/'), entry, start) ? new Translation(endsInCalls, fragments, entry, start) : null;
    }
}
