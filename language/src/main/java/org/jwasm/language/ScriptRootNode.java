// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.jwasm.runtime.ModuleCode;
import org.jwasm.runtime.Members;
import org.jwasm.runtime.ResultArray;
import org.jwasm.script.DirectEngine;
import org.jwasm.binary.FileBytes;
import org.jwasm.structure.Feature;
import org.jwasm.text.ScriptReport;
import org.jwasm.text.ScriptRunner;
import org.jwasm.text.SourceText;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.source.SourceSection;

/**
 * What evaluating a test script does: runs it, and returns the report.
 *
 * <p>Scripts are sources, and not a package that the launcher calls, because their modules are to run as all others do:
 * in a context with its options and limits, with code that belongs to the language. The sources are bytes, so that the
 * reader sees a malformed encoding as it is.
 */
final class ScriptRootNode extends RootNode {

    private final WasmLanguage language;
    private final SourceText script;
    private final SourceSection section;

    ScriptRootNode(WasmLanguage language, Source source) {
        super(language);
        this.language = language;
        this.script = new SourceText(source.getName(), source.getBytes().toByteArray());
        this.section = source.createUnavailableSection();
    }

    /**
     * Returns an object with the members {@code commands}, how many commands of each kind were executed, and
     * {@code failures}, an array of objects with the members {@code line}, {@code column}, {@code command} and {@code message}.
     */
    @Override
    public Object execute(VirtualFrame frame) {
        return run(WasmContext.get(this));
    }

    @TruffleBoundary
    private Object run(WasmContext context) {
        DirectEngine engine = new DirectEngine(this::load, context.limitations(), WasmLanguage.features(context));
        ScriptReport report = ScriptRunner.run(script, engine);
        Members commands = new Members(new LinkedHashMap<>(report.executed()));
        Object[] failures = report.failures().stream().map(ScriptRootNode::failure).toArray();
        return new Members(Map.of("commands", commands, "failures", new ResultArray(failures)));
    }

    private ModuleCode load(byte[] module, Set<Feature> features) {
        return language.load(script.name(), FileBytes.of(module), features, section);
    }

    private static Members failure(ScriptReport.Failure failure) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("line", failure.line());
        members.put("column", failure.column());
        members.put("command", failure.command());
        members.put("message", failure.message());
        return new Members(members);
    }

    @Override
    public boolean isInternal() {
        return true;
    }
}
