// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jwasm.nodes.control.InstrumentedFunction;
import org.jwasm.structure.Module;

import com.oracle.truffle.api.Assumption;
import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.Truffle;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.utilities.TruffleWeakReference;

/**
 * A module with the code of its functions, shared by all of its instances in all contexts of an engine. Code is built
 * when a function is first called.
 */
public final class ModuleCode extends HeapBoundary {

    /** Builds call targets; the tree builder of the language. */
    public interface Builder {

        /** The code of a function; for an imported one, the adapter through which a host object is called. */
        RootCallTarget build(ModuleCode code, int function);

        /** A function that the module defines once more, for the same frames, as instruments need it. */
        default InstrumentedFunction instrument(ModuleCode code, int function) {
            throw new UnsupportedOperationException(code + ", function " + function);
        }

        /** Where the code stands in the module's text. */
        default CodeText text() {
            return CodeText.NONE;
        }

        /** The language of these functions; may be null. */
        default TruffleLanguage<?> language() {
            return null;
        }

        /** What compiles functions to bytecode of the JVM, or null if nothing does. */
        default Tier tier(@SuppressWarnings("unused") ModuleCode code) {
            return null;
        }
    }

    private final Module module;
    private final Builder builder;
    private final CodeProfile profile;
    private final AtomicReferenceArray<RootCallTarget> targets;
    private final Tier tier;
    private final Assumption hasOneInstance = Truffle.getRuntime().createAssumption("one instance of a module");
    @CompilationFinal private TruffleWeakReference<WasmInstance> firstInstance;

    public ModuleCode(Module module, CodeProfile profile, Builder builder) {
        this.module = module;
        this.profile = profile;
        this.builder = builder;
        this.targets = new AtomicReferenceArray<>(module.functionCount());
        this.tier = builder.tier(this);
    }

    public Module module() {
        return module;
    }

    public CodeProfile profile() {
        return profile;
    }

    /** What compiles functions to bytecode of the JVM, or null if nothing does. */
    public Tier tier() {
        return tier;
    }

    /** The language of its functions; may be null. */
    public TruffleLanguage<?> language() {
        return builder.language();
    }

    /** A function as instruments need it. */
    public InstrumentedFunction instrumented(int function) {
        return builder.instrument(this, function);
    }

    /** Where the code stands in the module's text. */
    public CodeText text() {
        return builder.text();
    }

    /** Takes note of an instance, before anything of it runs. */
    synchronized void add(WasmInstance instance) {
        if (firstInstance == null) {
            firstInstance = new TruffleWeakReference<>(instance);
        } else {
            hasOneInstance.invalidate();
        }
    }

    /** The instance that a call has got. As long as a module had only one, compiled code knows beforehand which. */
    public WasmInstance instance(Object argument) {
        if (CompilerDirectives.inCompiledCode() && hasOneInstance.isValid()) {
            WasmInstance instance = firstInstance.get();
            if (instance != null) {
                return instance;
            }
        }
        return (WasmInstance) argument;
    }

    /** The code of a function, or null if it wasn't built yet. */
    RootCallTarget builtTarget(int function) {
        return targets.get(function);
    }

    /** Whether the code of a function was built, which it is before its first call. */
    public boolean isBuilt(int function) {
        return targets.get(function) != null;
    }

    /** The code of a function, built now if it was not yet. */
    public RootCallTarget target(int function) {
        RootCallTarget target = targets.get(function);
        if (target == null) {
            Deoptimization.invalidate();
            StackProbe.large(null);
            target = builder.build(this, function);
            // Two threads may build the same function; one result wins, so that call targets have an identity.
            if (!targets.compareAndSet(function, null, target)) {
                target = targets.get(function);
            }
        }
        return target;
    }

    @Override
    public String toString() {
        return module.toString();
    }
}
