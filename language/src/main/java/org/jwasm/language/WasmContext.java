// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;

import org.graalvm.options.OptionValues;
import org.graalvm.polyglot.io.ByteSequence;
import org.jwasm.instantiation.Instantiator;
import org.jwasm.instantiation.Limitations;
import org.jwasm.javascript.ModuleHost;
import org.jwasm.javascript.WebAssemblyObject;
import org.jwasm.runtime.CodeProfile;
import org.jwasm.runtime.FailureType;
import org.jwasm.runtime.FuelTank;
import org.jwasm.runtime.ModuleCode;
import org.jwasm.runtime.ResourceLimiter;
import org.jwasm.runtime.WasmException;
import org.jwasm.runtime.WasmInstance;
import org.jwasm.structure.Feature;
import org.jwasm.structure.Module;
import org.jwasm.tier.PreparedModule;
import org.jwasm.tier.cache.CacheException;
import org.jwasm.binary.FileBytes;
import org.jwasm.tier.cache.CodeCache;
import org.jwasm.tier.cache.ModuleCache;

import com.oracle.truffle.api.TruffleLanguage.ContextReference;
import com.oracle.truffle.api.TruffleLanguage.Env;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.source.Source;

/** What one polyglot context allows and offers its instances. */
final class WasmContext implements ModuleHost {

    private static final ContextReference<WasmContext> REFERENCE = ContextReference.create(WasmLanguage.class);

    private final Env env;
    private final Limitations limitations;
    private final Instantiator.Builtins builtins;
    private final InnerCell cell;
    private final BuiltinModules ownModules;
    private final GuestThreads threads;
    private final NamedInstances namedInstances;
    /** What the instance of a nano-process holds on to. */
    private Object state;
    /** Null if there is none, or it wasn't needed yet. */
    private CodeCache codeCache;

    WasmContext(Env env) {
        this.env = env;
        this.threads = new GuestThreads(env, this::limitations);
        this.cell = (InnerCell) env.getConfig().get(InnerCell.CONFIG);
        OptionValues options = env.getOptions();
        this.limitations = new Limitations(options.get(WasmOptions.MaxMemoryPages), options.get(WasmOptions.MaxTableElements),
                        cell == null ? tank(options) : cell.fuel(), cell == null ? ResourceLimiter.NONE : cell.limiter(), false, this::hostObject);
        this.ownModules = cell == null ? new BuiltinModules(env, this::createSpecTest) : null;
        this.builtins = cell == null ? ownModules::find : cell::find;
        this.namedInstances = new NamedInstances(this, builtins);
    }

    /** Offers what JavaScript's WebAssembly object runs on, if the embedder lets languages see each other's bindings. */
    void initialize() {
        if (cell == null && env.isPolyglotBindingsAccessAllowed()) {
            env.exportSymbol(WebAssemblyObject.NAME, new WebAssemblyObject(this));
        }
    }

    private WasmInstance createSpecTest() {
        return Instantiator.instantiate(WasmLanguage.get().specTest(this), null, (_, _) -> null, limitations);
    }

    private Object hostObject(Object value) {
        return cell == null && env.isHostObject(value) ? env.asHostObject(value) : null;
    }

    private static FuelTank tank(OptionValues options) {
        return WasmOptions.isMetered(options) ? new FuelTank(options.get(WasmOptions.Fuel), options.get(WasmOptions.MaxCallDepth)) : null;
    }

    static WasmContext get(Node node) {
        return REFERENCE.get(node);
    }

    @Override
    public Env env() {
        return env;
    }

    @Override
    public Limitations limitations() {
        return limitations;
    }

    /** A new instance; see {@link Instantiator#instantiate}. */
    WasmInstance createInstance(ModuleCode code, Object imports) {
        return createInstance(code, imports, builtins);
    }

    /** A new instance that finds what {@code imports} has no module for elsewhere. */
    WasmInstance createInstance(ModuleCode code, Object imports, Instantiator.Builtins otherImports) {
        return Instantiator.instantiate(code, imports, otherImports, limitations);
    }

    /** What an instance holds on to is measured as heap of this context from now on; null to let it go. */
    void keep(WasmInstance instance) {
        state = instance == null ? null : instance.state();
    }

    /** The instances that have names. */
    NamedInstances namedInstances() {
        return namedInstances;
    }

    @Override
    public Object decode(byte[] bytes) {
        String name = "js:module-" + Integer.toHexString(Arrays.hashCode(bytes));
        Source source = Source.newBuilder(WasmLanguage.ID, ByteSequence.create(bytes), name).mimeType(WasmLanguage.MIME_TYPE).build();
        return env.parsePublic(source).call(WasmLanguage.DECODE);
    }

    /** Checks a module by what the context's options say about its imports; see {@link BuiltinModules#validate}. */
    void validate(Module module) {
        if (ownModules != null) {
            ownModules.validate(module);
        }
    }

    @Override
    public boolean isHidden(String module) {
        return ownModules != null && ownModules.isHidden(module);
    }

    @Override
    public ModuleCode code(Object object) {
        return object instanceof ModuleObject module ? module.code() : null;
    }

    @Override
    public Object instantiate(ModuleCode code, Object imports) {
        return new InstanceObject(Instantiator.instantiate(code, imports, builtins, limitations.withBuffers()));
    }

    @Override
    public WasmInstance instance(Object object) {
        return object instanceof InstanceObject instance ? instance.instance() : null;
    }

    GuestThreads threads() {
        return threads;
    }

    /** The nano-process that this context is, or null. */
    InnerCell cell() {
        return cell;
    }

    /** What other processes have translated of a module, or null if there is no cache. */
    ModuleCache translated(FileBytes module, CodeProfile profile) {
        CodeCache cache = codeCache();
        return cache == null ? null : cache.of(module, profile, WasmLanguage.features(this));
    }

    /** How a module is loaded here. */
    PreparedModule.Wanted wanted(String name, Set<Feature> features, CodeProfile profile) {
        return new PreparedModule.Wanted(name, features, profile, codeCacheDirectory(), env.getOptions().get(WasmOptions.CodeCacheSize));
    }

    /** Goes on with a code cache that is open already; null is none. */
    synchronized void shareCodeCache(CodeCache opened) {
        if (codeCache == null) {
            codeCache = opened;
        }
    }

    /** Empty if there is none. */
    private String codeCacheDirectory() {
        OptionValues options = env.getOptions();
        return TierChoice.of(options) == null ? "" : options.get(WasmOptions.CodeCache);
    }

    private synchronized CodeCache codeCache() {
        String directory = codeCacheDirectory();
        if (codeCache == null && !directory.isEmpty()) {
            try {
                codeCache = CodeCache.open(Path.of(directory), env.getOptions().get(WasmOptions.CodeCacheSize));
            } catch (CacheException | InvalidPathException e) {
                throw WasmException.of(FailureType.INTERNAL, e.getMessage());
            }
        }
        return codeCache;
    }

    void dispose() {
        if (cell == null && codeCache != null) {
            CodeCache.save();
        }
        if (ownModules != null) {
            ownModules.close();
        }
    }
}
