// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.manifest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jwasm.capabilities.Right;
import org.jwasm.manifest.Manifest.CapabilitySpec;
import org.jwasm.manifest.internal.Quantities;

/** Capabilities as manifests write them. */
final class SpecText {

    private SpecText() {
    }

    /** What the host makes. */
    static String of(CapabilitySpec spec) {
        return spec.settings().isEmpty() ? LearnedManifest.quoted(spec.kind().toString()) : table("kind", spec.kind().toString(), spec.settings());
    }

    /** What a process gets of its parent's. */
    static String derived(CapabilitySpec spec, Map<Setting, Object> settings) {
        return settings.isEmpty() ? LearnedManifest.quoted(spec.use()) : table("use", spec.use(), settings);
    }

    private static String table(String key, String name, Map<Setting, Object> settings) {
        List<String> parts = new ArrayList<>();
        parts.add(key + " = " + LearnedManifest.quoted(name));
        settings.forEach((setting, value) -> parts.add(setting + " = " + value(value)));
        return "{ " + String.join(", ", parts) + " }";
    }

    static String value(Object value) {
        return switch (value) {
            case String text -> LearnedManifest.quoted(text);
            case Right right -> LearnedManifest.quoted(Holding.written(right));
            case Duration duration -> LearnedManifest.quoted(Quantities.durationText(duration));
            case Setting.Rate rate -> LearnedManifest.quoted(rate.count() + "/" + Quantities.durationText(rate.period()));
            case Set<?> set -> array(set);
            case List<?> list -> array(list);
            case Map<?, ?> map -> {
                List<String> parts = new ArrayList<>();
                map.forEach((key, each) -> parts.add(LearnedManifest.key(key.toString()) + " = " + value(each)));
                yield "{ " + String.join(", ", parts) + " }";
            }
            default -> value.toString();
        };
    }

    private static String array(Collection<?> values) {
        return "[" + String.join(", ", values.stream().map(SpecText::value).toList()) + "]";
    }
}
