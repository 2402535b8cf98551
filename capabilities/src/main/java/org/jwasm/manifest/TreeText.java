// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jwasm.manifest.Manifest.ProcessSpec;
import org.jwasm.manifest.Manifest.WasiSpec;
import org.jwasm.manifest.internal.ManifestReader;
import org.jwasm.nanoprocess.Limits;
import org.jwasm.nanoprocess.Resource;

/** Who holds what, in lines that stay the same for the same manifest, one fact each. */
public final class TreeText {

    private final Manifest manifest;
    private final List<String> lines = new ArrayList<>();

    private TreeText(Manifest manifest) {
        this.manifest = manifest;
    }

    public static List<String> of(Manifest manifest) {
        TreeText text = new TreeText(manifest);
        text.lines.add("host");
        for (String limit : limits(manifest.limits())) {
            text.lines.add("  limit " + limit);
        }
        manifest.children(null).forEach(process -> text.process(process, "  "));
        return text.lines;
    }

    private void process(ProcessSpec process, String indent) {
        boolean main = manifest.main().process().equals(process.name());
        lines.add(indent + process.name() + (main ? " runs " + manifest.main().export() + " of " : " of ") + process.module() +
                        (process.sha256() == null ? "" : " sha256 " + process.sha256()));
        String inner = indent + "  ";
        for (Holding holding : manifest.holdings().get(process.name()).values()) {
            lines.add(inner + "holds " + holding.name() + ": " + holding.describe() + ", from " + holding.grantor() +
                            (holding.source().equals(holding.name()) ? "" : " (" + holding.source() + ")"));
        }
        for (String slot : wasi(process.wasi())) {
            lines.add(inner + "wasi " + slot);
        }
        process.imports().forEach((module, functions) -> functions.forEach((name, spec) -> lines.add(inner + "import " + module + "." + name + ": " + spec)));
        process.functions().forEach((name, type) -> lines.add(inner + "export " + type));
        for (String limit : limits(process.limits())) {
            lines.add(inner + "limit " + limit);
        }
        manifest.children(process.name()).forEach(child -> process(child, inner));
    }

    private static List<String> wasi(WasiSpec wasi) {
        List<String> slots = new ArrayList<>();
        add(slots, "arguments", wasi.arguments());
        add(slots, "environment", wasi.environment());
        add(slots, "stdin", wasi.stdin());
        add(slots, "stdout", wasi.stdout());
        add(slots, "stderr", wasi.stderr());
        add(slots, "random", wasi.random());
        wasi.clocks().forEach(clock -> add(slots, "clock", clock));
        for (Map.Entry<String, String> each : wasi.directories().entrySet()) {
            add(slots, "directory " + each.getKey(), each.getValue());
        }
        if (wasi.functions() != null) {
            slots.add("only " + String.join(", ", wasi.functions()));
        }
        return slots;
    }

    private static void add(List<String> slots, String slot, String name) {
        if (name != null) {
            slots.add(slot + ": " + name);
        }
    }

    /** The limits as manifests write them. */
    public static List<String> limits(Limits limits) {
        List<String> texts = new ArrayList<>();
        for (Resource resource : Resource.values()) {
            limits.of(resource).ifPresent(amount -> texts.add(ManifestReader.key(resource) + " " + AuthorityDiff.text(resource, amount)));
        }
        if (limits.isGrowthToFail()) {
            texts.add("growth fails");
        }
        return texts;
    }
}
