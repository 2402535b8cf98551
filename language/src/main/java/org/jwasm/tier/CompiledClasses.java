// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.lang.constant.ClassDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.jwasm.runtime.CompiledCodeLoader;
import org.jwasm.runtime.ModuleCode;

/**
 * The classes of a module's functions. A function that is known to have a class is called by its name, so that HotSpot links the call as any between Java
 * methods; where the class isn't there yet, which is so with what comes from a cache, it is found when the call is first made.
 */
final class CompiledClasses extends CompiledCodeLoader {

    static final String PACKAGE = "org.jwasm.compiled";
    private static final String FUNCTION = PACKAGE + ".F";
    private static final String OTHER = PACKAGE + ".Other";
    /** The field of a function's class that tells whether there is something in its place, see {@link FunctionContext}. */
    static final String RETIRED = "retired";
    private static final Lookup LOOKUP = MethodHandles.lookup();

    static {
        // Else HotSpot locked the loader while it looks for a class, and whoever does that may wait for one who defines it.
        if (!registerAsParallelCapable()) {
            throw new AssertionError("classes are loaded one after the other");
        }
    }

    private final CompiledTier tier;
    /** What classes refer to, by their names, see {@link Constants}. */
    private final Map<String, List<Object>> constants = new ConcurrentHashMap<>();
    private final AtomicInteger others = new AtomicInteger();

    CompiledClasses(CompiledTier tier, ModuleCode code) {
        super(code, CompiledClasses.class.getClassLoader());
        this.tier = tier;
        Module own = CompiledClasses.class.getModule();
        own.addExports(CompiledClasses.class.getPackageName(), getUnnamedModule());
        own.addReads(getUnnamedModule());
    }

    /**
     * Makes the class of {@link TypeConstants} ready: by a thread of its own, as the class would be given up for ever if its making failed for want of stack. To be called
     * before there is any other.
     *
     * @throws OutOfMemoryError there is no room for it, or no thread to be had
     */
    void defineTypes() {
        int types = tier.module().typeCount();
        if (types == 0) {
            return;
        }
        try {
            CompletableFuture.runAsync(() -> initialize(TypeConstants.build(types)), task -> Thread.ofPlatform().daemon().name("types of a module").start(task)).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof OutOfMemoryError error) {
                throw error;
            }
            throw e;
        }
    }

    private void initialize(byte[] types) {
        defineClass(TypeConstants.CLASS, types, 0, types.length);
        try {
            Class.forName(TypeConstants.CLASS, true, this);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The name under which other functions find a function, in this process and those that share a cache. */
    static String nameOf(int function) {
        return FUNCTION + function;
    }

    static ClassDesc descOf(int function) {
        return ClassDesc.of(nameOf(function));
    }

    /** A name for what nobody finds by it. */
    String otherName(int function) {
        return OTHER + function + "_" + others.incrementAndGet();
    }

    CompiledTier tier() {
        return tier;
    }

    /** What a class refers to. */
    List<Object> constants(String name) {
        return constants.get(name);
    }

    /** The class of that name; null if there is none yet. */
    Class<?> known(String name) {
        return findLoadedClass(name);
    }

    /** Has a function's code call the function anew, from now on, whoever calls it. */
    static void retire(Class<?> type) {
        try {
            LOOKUP.findStaticVarHandle(type, RETIRED, boolean.class).setVolatile(true);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Makes a class of bytes from {@code start} on.
     *
     * @throws LinkageError there is a class of that name already, or it is not as classes are
     */
    Class<?> define(String name, byte[] bytes, int start, List<Object> references) {
        // Before there is the class that could ask for them.
        if (!references.isEmpty()) {
            constants.putIfAbsent(name, references);
        }
        return defineClass(name, bytes, start, bytes.length - start);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(FUNCTION)) {
            return super.loadClass(name, resolve);
        }
        Class<?> known = findLoadedClass(name);
        return known == null ? tier.classOf(function(name)) : known;
    }

    private static int function(String name) throws ClassNotFoundException {
        try {
            return Integer.parseInt(name, FUNCTION.length(), name.length(), 10);
        } catch (NumberFormatException e) {
            throw new ClassNotFoundException(name);
        }
    }
}
