package org.jwasm.language;

import org.graalvm.options.OptionValues;
import org.jwasm.instantiation.Instantiator;
import org.jwasm.instantiation.Limitations;
import org.jwasm.runtime.FuelTank;
import org.jwasm.runtime.ModuleCode;
import org.jwasm.runtime.ResourceLimiter;
import org.jwasm.runtime.WasmInstance;

import com.oracle.truffle.api.TruffleLanguage.ContextReference;
import com.oracle.truffle.api.TruffleLanguage.Env;
import com.oracle.truffle.api.nodes.Node;

/** What one polyglot context allows and offers its instances. */
final class WasmContext {

    private static final ContextReference<WasmContext> REFERENCE = ContextReference.create(WasmLanguage.class);

    private final Env env;
    private final Limitations limitations;
    private final Instantiator.Builtins builtins;
    private final InnerCell cell;
    private final BuiltinModules ownModules;
    private final GuestThreads threads;

    WasmContext(Env env) {
        this.env = env;
        this.threads = new GuestThreads(env, this::limitations);
        this.cell = (InnerCell) env.getConfig().get(InnerCell.CONFIG);
        OptionValues options = env.getOptions();
        this.limitations = new Limitations(options.get(WasmOptions.MaxMemoryPages), options.get(WasmOptions.MaxTableElements),
                        cell == null ? tank(options) : cell.fuel(), cell == null ? ResourceLimiter.NONE : cell.limiter());
        this.ownModules = cell == null ? new BuiltinModules(env) : null;
        this.builtins = cell == null ? ownModules::find : cell::find;
    }

    private static FuelTank tank(OptionValues options) {
        return WasmOptions.isMetered(options) ? new FuelTank(options.get(WasmOptions.Fuel), options.get(WasmOptions.MaxCallDepth)) : null;
    }

    static WasmContext get(Node node) {
        return REFERENCE.get(node);
    }

    Env env() {
        return env;
    }

    Limitations limitations() {
        return limitations;
    }

    /** A new instance; see {@link Instantiator#instantiate}. */
    WasmInstance instantiate(ModuleCode code, Object imports) {
        return Instantiator.instantiate(code, imports, builtins, limitations);
    }

    GuestThreads threads() {
        return threads;
    }

    /** The nano-process that this context is, or null. */
    InnerCell cell() {
        return cell;
    }

    void dispose() {
        if (ownModules != null) {
            ownModules.close();
        }
    }
}
