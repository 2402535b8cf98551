// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.manifest.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jwasm.capabilities.Right;
import org.jwasm.manifest.CapabilityKind;
import org.jwasm.manifest.Holding;
import org.jwasm.manifest.Manifest.CapabilitySpec;
import org.jwasm.manifest.Position;
import org.jwasm.manifest.Problem;
import org.jwasm.manifest.Setting;

/** What a capability allows, from what it is made of or derived from, and that it isn't more. */
final class Holdings {

    private static final String NOT_ON = "not to be handed on";

    private final List<Problem> problems;
    private final CapabilitySpec spec;
    private final Holding source;
    private final String grantor;

    Holdings(List<Problem> problems, CapabilitySpec spec, Holding source, String grantor) {
        this.problems = problems;
        this.spec = spec;
        this.source = source;
        this.grantor = grantor;
    }

    /** What the host makes. */
    static Holding made(CapabilitySpec spec) {
        Set<Right> rights = EnumSet.noneOf(Right.class);
        rights.addAll(spec.kind().rights());
        if (spec.kind() == CapabilityKind.CLOCK && String.valueOf(spec.settings().get(Setting.TIME)).endsWith("-cpu")) {
            rights.remove(Right.WAIT);
        }
        restrict(rights, spec);
        return new Holding(spec.name(), spec.kind(), rights, scope(spec), caveats(spec, List.of()), "host", spec.name());
    }

    /** What a process gets of what its parent has. */
    Holding derived() {
        if (source.caveats().contains(NOT_ON)) {
            problems.add(new Problem(spec.position().line(), spec.position().column(), "`" + spec.use() + "` may not be handed on: hand-on = false"));
        }
        for (Setting setting : spec.settings().keySet()) {
            if (source.kind() != CapabilityKind.HOST && !setting.appliesTo(source.kind())) {
                problem(setting, "`" + setting + "` says nothing of a capability of kind " + source.kindName());
            }
        }
        if (spec.settings().get(Setting.RIGHTS) instanceof Set<?> wanted && source.kind() != CapabilityKind.HOST) {
            List<String> beyond = new ArrayList<>();
            wanted.forEach(right -> {
                if (!source.rights().contains(right)) {
                    beyond.add(Holding.written((Right) right));
                }
            });
            if (!beyond.isEmpty()) {
                problem(Setting.RIGHTS, "`" + spec.use() + "` doesn't allow " + String.join(", ", beyond) + ", so it can't be handed on; it allows " +
                                source.rights().stream().map(Holding::written).collect(Collectors.joining(", ")));
            }
        }
        checkNoneBeyond(Setting.VARIABLES);
        checkNoneBeyond(Setting.METHODS);
        checkNoneBeyond(Setting.ORIGINS);
        Set<Right> rights = EnumSet.noneOf(Right.class);
        rights.addAll(source.rights());
        restrict(rights, spec);
        return new Holding(spec.name(), source.kind(), Collections.unmodifiableSet(rights), narrowed(), caveats(spec, source.caveats()), grantor, spec.use());
    }

    private void problem(Setting setting, String message) {
        Position at = spec.positions().getOrDefault(setting, spec.position());
        problems.add(new Problem(at.line(), at.column(), message));
    }

    private void checkNoneBeyond(Setting setting) {
        if (spec.settings().get(setting) instanceof List<?> wanted && source.kind() != CapabilityKind.HOST) {
            List<String> known = List.of(source.scope().split("[\\[\\], ]+"));
            for (Object each : wanted) {
                if (!known.contains(each.toString())) {
                    problem(setting, "`" + spec.use() + "` doesn't have \"" + each + "\"; it has " + source.scope());
                }
            }
        }
    }

    private static void restrict(Set<Right> rights, CapabilitySpec spec) {
        if (spec.settings().get(Setting.RIGHTS) instanceof Set<?> kept) {
            rights.retainAll(kept);
        }
        if (Boolean.TRUE.equals(spec.settings().get(Setting.READ_ONLY))) {
            rights.retainAll(Right.DIRECTORY_READ_ONLY);
        }
        if (!rights.isEmpty()) {
            rights.remove(Right.DUPLICATE);
            rights.remove(Right.TRANSFER);
        }
    }

    private static String scope(CapabilitySpec spec) {
        Map<Setting, Object> s = spec.settings();
        return switch (spec.kind()) {
            case ARGUMENTS -> s.containsKey(Setting.VALUES) ? texts(s.get(Setting.VALUES)) : "of the command line" + first(s);
            case CLOCK -> clock(s, String.valueOf(s.getOrDefault(Setting.TIME, "realtime")));
            case DIRECTORY -> s.get(Setting.PATH) + (s.containsKey(Setting.SUBDIRECTORY) ? "/" + s.get(Setting.SUBDIRECTORY) : "");
            case ENVIRONMENT -> variables(s);
            case FILE -> String.valueOf(s.get(Setting.PATH));
            case HOST -> String.valueOf(s.getOrDefault(Setting.NAME, spec.name()));
            case HTTP -> texts(s.get(Setting.METHODS)) + " " + texts(s.get(Setting.ORIGINS));
            case INPUT -> s.containsKey(Setting.PATH) ? String.valueOf(s.get(Setting.PATH)) : "a text";
            case OUTPUT -> s.get(Setting.PATH) + (Boolean.TRUE.equals(s.get(Setting.APPEND)) ? " (appended)" : "");
            case LOG -> s.getOrDefault(Setting.STREAM, "stderr") + atLeast(s);
            case NAME_LOOKUP -> texts(s.get(Setting.NAMES)) + only(s);
            case TCP_CONNECT, TCP_LISTEN, UDP -> texts(s.get(Setting.ENDPOINTS)) + only(s);
            case RANDOM -> s.containsKey(Setting.SEED) ? "seed " + s.get(Setting.SEED) : "";
            case SPAWN -> budget("", s);
            case STDIN, STDOUT, STDERR -> spec.kind().toString();
        };
    }

    private String narrowed() {
        Map<Setting, Object> s = spec.settings();
        String scope = source.scope();
        return switch (source.kind()) {
            case ARGUMENTS -> scope + first(s);
            case CLOCK -> clock(s, scope);
            case DIRECTORY -> scope + (s.containsKey(Setting.SUBDIRECTORY) ? "/" + s.get(Setting.SUBDIRECTORY) : "");
            case ENVIRONMENT -> s.containsKey(Setting.VARIABLES) ? texts(s.get(Setting.VARIABLES)) : scope;
            case HTTP -> http(s, scope);
            case LOG -> scope + atLeast(s);
            case NAME_LOOKUP, TCP_CONNECT, TCP_LISTEN, UDP -> scope + only(s);
            case RANDOM -> s.containsKey(Setting.SEED) ? "seed " + s.get(Setting.SEED) : scope;
            case SPAWN -> budget(scope, s);
            default -> scope;
        };
    }

    private static String http(Map<Setting, Object> s, String scope) {
        int gap = scope.indexOf("] ") + 1;
        return (s.containsKey(Setting.METHODS) ? texts(s.get(Setting.METHODS)) : scope.substring(0, gap)) + " " +
                        (s.containsKey(Setting.ORIGINS) ? texts(s.get(Setting.ORIGINS)) : scope.substring(gap + 1));
    }

    private static String texts(Object list) {
        return list instanceof List<?> texts ? texts.toString() : "[]";
    }

    private static String variables(Map<Setting, Object> s) {
        List<String> names = new ArrayList<>();
        if (s.get(Setting.VARIABLES) instanceof List<?> list) {
            list.forEach(name -> names.add(name.toString()));
        }
        if (s.get(Setting.SET) instanceof Map<?, ?> set) {
            set.keySet().forEach(name -> names.add(name.toString()));
        }
        return names.toString();
    }

    private static String first(Map<Setting, Object> s) {
        return s.containsKey(Setting.FIRST) ? ", the first " + s.get(Setting.FIRST) : "";
    }

    private static String only(Map<Setting, Object> s) {
        return s.containsKey(Setting.ONLY) ? " and only " + texts(s.get(Setting.ONLY)) : "";
    }

    private static String atLeast(Map<Setting, Object> s) {
        return s.containsKey(Setting.AT_LEAST) ? " at least " + s.get(Setting.AT_LEAST) : "";
    }

    private static String clock(Map<Setting, Object> s, String shown) {
        String text = shown;
        if (s.containsKey(Setting.SHOWS)) {
            text += " at " + s.get(Setting.SHOWS);
        }
        if (s.get(Setting.RESOLUTION) instanceof Duration step) {
            text += " in steps of " + Quantities.durationText(step);
        }
        if (Boolean.TRUE.equals(s.get(Setting.FROZEN))) {
            text += " frozen";
        }
        return s.get(Setting.OFFSET) instanceof Duration offset ? text + " offset by " + Quantities.durationText(offset) : text;
    }

    private static String budget(String scope, Map<Setting, Object> s) {
        StringBuilder text = new StringBuilder(scope);
        for (Setting setting : List.of(Setting.CHILDREN, Setting.DEPTH, Setting.FUEL, Setting.MEMORY)) {
            if (s.containsKey(setting)) {
                text.append(text.isEmpty() ? "" : " ").append(setting).append('=').append(s.get(setting));
            }
        }
        if (s.get(Setting.MODULES) instanceof Map<?, ?> modules) {
            text.append(text.isEmpty() ? "" : " ").append("of ").append(modules.keySet());
        }
        return text.toString();
    }

    private static List<String> caveats(CapabilitySpec spec, List<String> inherited) {
        List<String> caveats = new ArrayList<>(inherited);
        Map<Setting, Object> s = spec.settings();
        if (Boolean.TRUE.equals(s.get(Setting.ASK))) {
            caveats.add("asks first" + (s.get(Setting.ALLOWED) instanceof List<?> allowed && !allowed.isEmpty() ? ", but not to " + String.join(", ",
                            allowed.stream().map(Object::toString).toList()) : ""));
        }
        if (s.containsKey(Setting.EXPIRES)) {
            caveats.add(s.get(Setting.EXPIRES) instanceof Duration time ? "expires " + Quantities.durationText(time) + " after the start"
                            : "expires at " + s.get(Setting.EXPIRES));
        }
        if (s.get(Setting.USES) instanceof Long uses) {
            caveats.add(uses + (uses == 1 ? " use" : " uses"));
        }
        if (s.get(Setting.BYTES) instanceof Long bytes) {
            caveats.add(bytes + " bytes");
        }
        if (s.get(Setting.RATE) instanceof Setting.Rate rate) {
            caveats.add(rate.count() + " uses in " + Quantities.durationText(rate.period()));
        }
        if (Boolean.FALSE.equals(s.get(Setting.HAND_ON))) {
            caveats.add(NOT_ON);
        }
        return List.copyOf(caveats);
    }
}
