// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jwasm.binary.DecoderOptions;
import org.jwasm.binary.ModuleDecoder;
import org.jwasm.nanoprocess.spi.Cell;
import org.jwasm.nanoprocess.spi.CellSettings;
import org.jwasm.nanoprocess.spi.Isolation;
import org.jwasm.nanoprocess.spi.LoadedImage;
import org.jwasm.runtime.CodeProfile;
import org.jwasm.runtime.ModuleCode;
import org.jwasm.structure.Export;
import org.jwasm.structure.Import;
import org.jwasm.structure.Feature;
import org.jwasm.structure.Module;
import org.jwasm.text.WatOptions;
import org.jwasm.text.WatReader;

import com.oracle.truffle.api.TruffleContext;
import com.oracle.truffle.api.TruffleLanguage.Env;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.source.SourceSection;

/**
 * Nano-processes as inner contexts of the supervisor's, side by side whatever their place in the tree. They have no polyglot
 * privilege at all; their code belongs to the engine.
 */
final class InnerContexts implements Isolation {

    private static final String MEASURING = "jwasm.measuring";

    private final Env env;
    /** An empty one to be in; null until it's needed. */
    private TruffleContext measuring;

    InnerContexts(Env env) {
        this.env = env;
    }

    @Override
    public LoadedImage load(String name, byte[] bytes) {
        Set<Feature> features = FeatureOptions.features(env.getOptions());
        byte[] binary = ModuleDecoder.isBinary(bytes) ? bytes.clone() : WatReader.toBinary(name, bytes, WatOptions.of(features));
        DecoderOptions options = DecoderOptions.DEFAULT.withFeatures(features);
        Module module = ModuleDecoder.decode(name, binary, options);
        Source source = Source.newBuilder(WasmLanguage.ID, "", name).mimeType(WasmLanguage.TEXT_MIME_TYPE).content(Source.CONTENT_NONE).build();
        return new LoadedModule(module, source.createUnavailableSection());
    }

    @Override
    public TruffleContext context() {
        return env.getContext();
    }

    @Override
    public Cell create(CellSettings settings) {
        InnerCell cell = new InnerCell(this, settings);
        cell.open(builder().config(InnerCell.CONFIG, cell).build());
        return cell;
    }

    private TruffleContext.Builder builder() {
        return env.newInnerContextBuilder(WasmLanguage.ID).inheritAllAccess(false).initializeCreatorContext(true).forceSharing(true).in(
                        InputStream.nullInputStream()).out(OutputStream.nullOutputStream()).err(OutputStream.nullOutputStream()).environment(Map.of());
    }

    /** The bytes of heap that a context holds on to; measuring stops when it finds more than {@code enough}. */
    long heapSize(TruffleContext measured, long enough) {
        // Only a thread that is in some context can measure; other languages of the supervisor's may not let a second thread in there.
        TruffleContext here = measuring();
        Object previous = here.enter(null);
        try {
            return HeapMeter.of(env).measure(measured, enough);
        } finally {
            here.leave(null, previous);
        }
    }

    private synchronized TruffleContext measuring() {
        if (measuring == null) {
            measuring = builder().config(MEASURING, true).build();
        }
        return measuring;
    }

    /** A module with its code, for each of the ways in which it is run. */
    final class LoadedModule implements LoadedImage {

        private final Module module;
        private final SourceSection section;
        /** By the language instance that the code belongs to: that of inner contexts isn't the supervisor's. */
        private final Map<WasmLanguage, ModuleCode[]> codes = new IdentityHashMap<>();

        LoadedModule(Module module, SourceSection section) {
            this.module = module;
            this.section = section;
        }

        synchronized ModuleCode code(WasmLanguage language, boolean metered) {
            ModuleCode[] both = codes.computeIfAbsent(language, _ -> new ModuleCode[2]);
            int index = metered ? 1 : 0;
            if (both[index] == null) {
                boolean deterministic = env.getOptions().get(WasmOptions.Deterministic);
                both[index] = language.code(module, new CodeProfile(deterministic, metered), section);
            }
            return both[index];
        }

        @Override
        public List<String> imports() {
            List<String> names = new ArrayList<>();
            for (Import each : module.imports()) {
                names.add(each.module() + "." + each.name());
            }
            return names;
        }

        @Override
        public List<String> exports() {
            List<String> names = new ArrayList<>();
            for (Export each : module.exports()) {
                names.add(each.name());
            }
            return names;
        }
    }
}
