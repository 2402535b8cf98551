// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;

import org.jwasm.canonical.CanonicalInstance;
import org.jwasm.canonical.HostCalls;
import org.jwasm.canonical.LiftedFunction;
import org.jwasm.instantiation.CellFunction;
import org.jwasm.language.InnerContexts.LoadedModule;
import org.jwasm.nanoprocess.spi.Cell;
import org.jwasm.nanoprocess.spi.CellSettings;
import org.jwasm.nanoprocess.spi.Gate;
import org.jwasm.nanoprocess.spi.LoadedImage;
import org.jwasm.runtime.FuelTank;
import org.jwasm.runtime.HeapBoundary;
import org.jwasm.runtime.ModuleCode;
import org.jwasm.runtime.ResourceLimiter;
import org.jwasm.runtime.ResultArray;
import org.jwasm.runtime.WasmFunction;
import org.jwasm.runtime.WasmInstance;
import org.jwasm.runtime.WasmNull;
import org.jwasm.runtime.WasmVoid;
import org.jwasm.structure.FunctionType;
import org.jwasm.wit.WitFunction;

import com.oracle.truffle.api.ThreadLocalAction;
import com.oracle.truffle.api.TruffleContext;
import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;

/** The inner context of one nano-process, with its instance. */
final class InnerCell extends HeapBoundary implements Cell {

    /** Under which the context finds its cell. */
    static final String CONFIG = "jwasm.cell";

    private final InnerContexts contexts;
    private final CellSettings settings;
    private final CanonicalInstance canonical;
    private final CellImports imports;
    private final Map<String, CellFunction> functions = new HashMap<>();
    private final Map<TypedExport, LiftedFunction> lifted = new HashMap<>();
    private volatile TruffleContext context;
    private volatile ExportsObject exports;
    /** Of its own context, while it has an instance. */
    private volatile WasmContext inside;

    private record TypedExport(String export, WitFunction type) {
    }

    InnerCell(InnerContexts contexts, CellSettings settings) {
        this.contexts = contexts;
        this.settings = settings;
        this.canonical = new CanonicalInstance(settings.path(), settings.gate());
        this.imports = new CellImports(settings.endowment(), settings.gate(), canonical);
    }

    void open(TruffleContext created) {
        context = created;
        canonical.setContext(created);
    }

    FuelTank fuel() {
        return settings.fuel();
    }

    ResourceLimiter limiter() {
        return settings.limiter();
    }

    /** What is imported under a name, or null if that wasn't granted. */
    Object find(String module, String name) {
        return imports.find(module, name);
    }

    @Override
    public void instantiate(LoadedImage image) {
        TruffleContext inner = context;
        Object previous = inner.enter(null);
        try {
            ModuleCode code = ((LoadedModule) image).code(WasmLanguage.get(), settings.fuel() != null);
            WasmContext own = WasmContext.get(null);
            inside = own;
            WasmInstance instance = own.createInstance(code, null);
            own.keep(instance);
            canonical.setInstance(instance);
            exports = new ExportsObject(instance);
        } finally {
            inner.leave(null, previous);
        }
    }

    @Override
    public boolean exportsFunction(String name) {
        return find(name) != null;
    }

    private WasmFunction find(String name) {
        ExportsObject current = exports;
        return current != null && current.find(name) instanceof WasmFunction function ? function : null;
    }

    private WasmFunction exported(String name) {
        WasmFunction function = find(name);
        if (function == null) {
            throw new IllegalArgumentException("nano-process " + settings.path() + " exports no function `" + name + "`");
        }
        return function;
    }

    @Override
    public Object call(String export, Object[] arguments) {
        WasmFunction function = exported(export);
        TruffleContext inner = context;
        Object previous = inner.enter(null);
        try {
            return toHost(InteropLibrary.getUncached().execute(function, toGuest(arguments)));
        } catch (ArityException | UnsupportedTypeException | UnsupportedMessageException e) {
            throw new IllegalArgumentException("`" + export + "` of nano-process " + settings.path() + ", of type " +
                            function.type() + ", can't be called with these arguments: " + e.getMessage());
        } finally {
            inner.leave(null, previous);
        }
    }

    private static Object[] toGuest(Object[] arguments) {
        Object[] values = new Object[arguments.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = arguments[i] == null ? WasmNull.INSTANCE : arguments[i];
        }
        return values;
    }

    private static Object toHost(Object result) {
        return switch (result) {
            case WasmVoid _ -> null;
            case WasmNull _ -> null;
            case ResultArray array -> {
                Object[] values = array.toArray();
                for (int i = 0; i < values.length; i++) {
                    values[i] = toHost(values[i]);
                }
                yield values;
            }
            default -> result;
        };
    }

    @Override
    public Object function(String export) {
        WasmFunction function = exported(export);
        synchronized (functions) {
            return functions.computeIfAbsent(export,
                            name -> new CellFunction(settings.gate(), InnerCell::current, context, function, "`" + name + "` of nano-process " + settings.path()));
        }
    }

    /** The way into the nano-process that this thread is in, or null. */
    private static Gate current() {
        WasmContext entered;
        try {
            TruffleSafepoint.getCurrent();
            entered = WasmContext.get(null);
        } catch (IllegalStateException | AssertionError e) {
            // A thread that once couldn't enter a context has its safepoint for good; that there is no context is Truffle's assertion then.
            return null;
        }
        // Null where assertions are off, and where what is entered is a context without WebAssembly.
        InnerCell cell = entered == null ? null : entered.cell();
        return cell == null ? null : cell.settings.gate();
    }

    @Override
    public FunctionType type(String export) {
        WasmFunction function = find(export);
        return function == null ? null : function.definedType().functionType();
    }

    @Override
    public Object function(String export, WitFunction type) {
        ExportsObject current = exports;
        if (current == null) {
            throw new IllegalArgumentException("nano-process " + settings.path() + " is dead");
        }
        synchronized (functions) {
            return lifted.computeIfAbsent(new TypedExport(export, type), _ -> LiftedFunction.of(canonical, current.instance(), export, type));
        }
    }

    @Override
    public Object call(Object typedFunction, Object[] arguments) {
        return HostCalls.fromHost((LiftedFunction) typedFunction, arguments);
    }

    @Override
    public void cancel(String why) {
        TruffleContext inner = context;
        try {
            if (inner != null) {
                inner.closeCancelled(null, why);
            }
        } finally {
            try {
                imports.close();
            } finally {
                letGo();
            }
        }
    }

    private void letGo() {
        synchronized (functions) {
            functions.values().forEach(CellFunction::clear);
            functions.clear();
            lifted.values().forEach(LiftedFunction::clear);
            lifted.clear();
        }
        canonical.clear();
        context = null;
        WasmContext own = inside;
        if (own != null) {
            own.keep(null);
        }
        inside = null;
        exports = null;
    }

    @Override
    public Future<Void> atSafepoint(Runnable action) {
        WasmContext inner = inside;
        return inner == null ? null : inner.env().submitThreadLocal(null, new ThreadLocalAction(false, false) {
            @Override
            protected void perform(Access access) {
                action.run();
            }
        });
    }

    @Override
    public long heapSize(long enough) {
        TruffleContext inner = context;
        return inner == null ? 0 : contexts.heapSize(inner, enough);
    }
}
