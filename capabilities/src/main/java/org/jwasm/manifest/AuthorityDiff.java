// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.manifest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jwasm.capabilities.Right;
import org.jwasm.manifest.Manifest.Denied;
import org.jwasm.manifest.Manifest.ProcessSpec;
import org.jwasm.manifest.internal.ManifestReader;
import org.jwasm.manifest.internal.Quantities;
import org.jwasm.nanoprocess.Limits;
import org.jwasm.nanoprocess.Resource;

/** What the processes of one manifest may do that those of another, older one may not. Less is no difference. */
public final class AuthorityDiff {

    private static final Pattern COUNTED = Pattern.compile("(\\d+) (.+?)s?");

    private final Manifest before;
    private final Manifest after;
    private final List<String> lines = new ArrayList<>();

    private AuthorityDiff(Manifest before, Manifest after) {
        this.before = before;
        this.after = after;
    }

    /** A line for each new authority: who, and what; empty if there is none. */
    public static List<String> of(Manifest before, Manifest after) {
        AuthorityDiff diff = new AuthorityDiff(before, after);
        diff.limits("all", before.limits(), after.limits());
        Map<String, ProcessSpec> old = new LinkedHashMap<>();
        before.processes().values().forEach(process -> old.put(process.path(), process));
        for (ProcessSpec process : after.processes().values()) {
            diff.process(old.get(process.path()), process);
        }
        return diff.lines;
    }

    private void process(ProcessSpec old, ProcessSpec now) {
        Map<String, Holding> held = old == null ? Map.of() : before.holdings().get(old.name());
        for (Holding holding : after.holdings().get(now.name()).values()) {
            holding(now.path(), match(held, holding), holding);
        }
        now.imports().forEach((module, functions) -> functions.forEach((name, spec) -> {
            Object bound = old == null ? null : old.imports().getOrDefault(module, Map.of()).get(name);
            if (!(spec instanceof Denied) && (bound == null || !bound.toString().equals(spec.toString()))) {
                lines.add(now.path() + ": import " + module + "." + name + ": " + spec + (bound == null || bound instanceof Denied ? "" : ", not " + bound));
            }
        }));
        if (old != null && old.wasi().functions() != null) {
            wasi(now, old.wasi().functions());
        }
        limits(now.path(), old == null ? now.limits() : old.limits(), now.limits());
    }

    private void wasi(ProcessSpec now, Set<String> allowed) {
        if (now.wasi().functions() == null) {
            lines.add(now.path() + ": all functions of WASI, not only " + String.join(", ", allowed));
            return;
        }
        for (String function : now.wasi().functions()) {
            if (!allowed.contains(function)) {
                lines.add(now.path() + ": WASI's " + function);
            }
        }
    }

    /** The one of the same name, or else the same under another name. */
    private static Holding match(Map<String, Holding> held, Holding wanted) {
        Holding same = held.get(wanted.name());
        if (same != null && same.kindName().equals(wanted.kindName())) {
            return same;
        }
        return held.values().stream().filter(h -> h.kindName().equals(wanted.kindName()) && h.scope().equals(wanted.scope())).findFirst().orElse(null);
    }

    private void holding(String path, Holding old, Holding now) {
        String what = path + ": " + now.name() + ": ";
        if (old == null || !isWithin(now.scope(), old.scope())) {
            lines.add(what + now.describe() + (old == null ? "" : ", not " + old.scope()));
            return;
        }
        EnumSet<Right> more = EnumSet.noneOf(Right.class);
        more.addAll(now.rights());
        more.removeAll(old.rights());
        if (!more.isEmpty()) {
            lines.add(what + "right " + more.stream().map(Holding::written).collect(Collectors.joining(", ")) + " on " + now.kindName() +
                            (now.scope().isEmpty() ? "" : " " + now.scope()));
        }
        for (String caveat : old.caveats()) {
            if (now.caveats().stream().noneMatch(other -> isAsStrict(other, caveat))) {
                lines.add(what + "no longer limited to: " + caveat);
            }
        }
    }

    /** Whether one scope is the same, or a part of the other by how it is written. */
    private static boolean isWithin(String scope, String whole) {
        return scope.equals(whole) || scope.startsWith(whole + "/") || scope.startsWith(whole + " and only ") || isFewer(scope, whole);
    }

    /** Lists of which one has only elements of the other. */
    private static boolean isFewer(String scope, String whole) {
        return scope.startsWith("[") && whole.startsWith("[") && List.of(whole.split("[\\[\\], ]+")).containsAll(List.of(scope.split("[\\[\\], ]+")));
    }

    private static boolean isAsStrict(String caveat, String other) {
        if (caveat.equals(other)) {
            return true;
        }
        Matcher a = COUNTED.matcher(caveat);
        Matcher b = COUNTED.matcher(other);
        return a.matches() && b.matches() && a.group(2).equals(b.group(2)) && Long.parseLong(a.group(1)) <= Long.parseLong(b.group(1));
    }

    private void limits(String whose, Limits old, Limits now) {
        for (Resource resource : Resource.values()) {
            OptionalLong was = old.of(resource);
            OptionalLong is = now.of(resource);
            if (was.isPresent() && (is.isEmpty() || is.getAsLong() > was.getAsLong())) {
                lines.add(whose + ": limit of " + ManifestReader.key(resource) + ": " + (is.isEmpty() ? "none" : text(resource, is.getAsLong())) + ", not " +
                                text(resource, was.getAsLong()));
            }
        }
    }

    /** An amount of a resource as manifests write it. */
    static String text(Resource resource, long amount) {
        return ManifestReader.isTime(resource) ? Quantities.durationText(Duration.ofNanos(amount)) : Quantities.sizeText(amount);
    }
}
