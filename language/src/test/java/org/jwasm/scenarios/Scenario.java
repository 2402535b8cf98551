// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.api.AfterEach;
import org.jwasm.capabilities.AuditEvent;
import org.jwasm.capabilities.AuditLog;
import org.jwasm.nanoprocess.Endowment;
import org.jwasm.nanoprocess.Image;
import org.jwasm.nanoprocess.Limits;
import org.jwasm.nanoprocess.NanoProcess;
import org.jwasm.nanoprocess.Supervisor;

/**
 * An attack, run twice: on modules in one context, which share what they import as one program does, and there it must succeed; and
 * on nano-processes, where it must fail in the way that is said.
 */
abstract class Scenario {

    final AuditLog log = AuditLog.builder().plainArguments().build();
    final Supervisor supervisor = Supervisor.create(Limits.NONE, log);

    @AfterEach
    void close() {
        supervisor.close();
    }

    final Image image(String text) {
        return supervisor.load("module", text.getBytes(StandardCharsets.UTF_8));
    }

    final NanoProcess spawn(String name, String text, Endowment endowment) {
        return supervisor.spawn(name, image(text), endowment);
    }

    final List<AuditEvent> denials() {
        return log.trail().events(AuditEvent.Type.DENIAL);
    }

    /** The denials, each as holder, import or kind, operation and reason. */
    final List<String> denied() {
        return denials().stream().map(e -> e.holder() + " " + (e.importName().isEmpty() ? e.kind() : e.importName()) + " " + e.operation() + ": " +
                        e.reason()).toList();
    }

    /** Instantiates a module in a context without any protection; its exports. */
    static Value unprotected(Context context, String text, Map<String, Map<String, Object>> imports) {
        Value module = context.eval(Source.newBuilder("wasm", text, "module.wat").mimeType("text/wat").buildLiteral());
        Map<String, Object> object = new java.util.LinkedHashMap<>();
        imports.forEach((name, members) -> object.put(name, ProxyObject.fromMap(Map.copyOf(members))));
        return module.newInstance(ProxyObject.fromMap(object)).getMember("exports");
    }

    /** A number of what a module knows of WASI. */
    static void assertErrno(Object result, int errno) {
        assertThat(result).isEqualTo(errno);
    }

    static String wasi(String name, String type) {
        return "(import \"wasi_snapshot_preview1\" \"" + name + "\" (func $" + name + " " + type + "))";
    }

    static String method(String id, String name, String type) {
        return "(import \"capability-method\" \"" + name + "\" (func $" + id + " " + type + "))";
    }
}
