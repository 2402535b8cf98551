// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.manifest.internal;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jwasm.capabilities.HttpCapability;
import org.jwasm.capabilities.Right;
import org.jwasm.capabilities.internal.Endpoint;
import org.jwasm.manifest.Holding;
import org.jwasm.manifest.Setting;

/** Reads the value of one setting of a capability. */
final class SettingReader {

    private static final Pattern RATE = Pattern.compile("(\\d{1,6})\\s*/\\s*(.+)");

    private final TomlNode node;
    private final Setting setting;
    private final String key;

    SettingReader(TomlNode node, Setting setting) {
        this.node = node;
        this.setting = setting;
        this.key = setting.toString();
    }

    /** The value, or null if there is none that can be read. */
    Object read() {
        return switch (setting.type()) {
            case TEXT -> node.string(key);
            case PATH -> node.path(key);
            case CHOICE -> choice();
            case SUBPATH -> subpath();
            case TEXTS -> node.strings(key, setting.type().expected());
            case ENDPOINTS -> checked(Endpoint::parse);
            case HOST_NAMES -> checked(name -> Endpoint.parse(name + ":*"));
            case ORIGINS -> checked(origin -> HttpCapability.of(Set.of(), origin));
            case RIGHTS -> rights();
            case TABLE -> node.stringTable(key, setting.type().expected());
            default -> scalar();
        };
    }

    private Object wrong(Object found) {
        node.problem(node.valueAt(key), "`" + key + "` of " + node.what() + " must be " + setting.type().expected() + ", not " + TomlNode.named(found));
        return null;
    }

    private Object scalar() {
        Object raw = node.raw(key);
        Object value = switch (setting.type()) {
            case SWITCH -> raw instanceof Boolean ? raw : null;
            case INTEGER -> raw instanceof Long ? raw : null;
            case COUNT -> raw instanceof Long number && number >= 0 ? number : null;
            case SIZE -> raw instanceof Long number && number >= 0 ? number : raw instanceof String text ? Quantities.size(text) : null;
            case DURATION -> positive(duration(raw));
            case SIGNED_DURATION -> duration(raw);
            case INSTANT -> raw instanceof OffsetDateTime time ? time.toInstant() : null;
            case EXPIRY -> raw instanceof OffsetDateTime time ? time.toInstant() : positive(duration(raw));
            case RATE -> raw instanceof String text ? rate(text) : null;
            default -> throw new IllegalStateException(setting.toString());
        };
        return value == null ? wrong(raw) : value;
    }

    private static Duration duration(Object raw) {
        return raw instanceof String text ? Quantities.duration(text) : null;
    }

    private static Duration positive(Duration duration) {
        return duration == null || duration.isNegative() || duration.isZero() ? null : duration;
    }

    private static Setting.Rate rate(String text) {
        Matcher matcher = RATE.matcher(text.strip());
        Duration period = matcher.matches() ? positive(Quantities.duration(matcher.group(2))) : null;
        return period == null ? null : new Setting.Rate(Integer.parseInt(matcher.group(1)), period);
    }

    private String choice() {
        String text = node.string(key);
        if (text != null && !setting.choices().contains(text)) {
            node.problem(node.valueAt(key), "`" + key + "` of " + node.what() + " can't be \"" + text + "\"" + Suggestions.of(text, setting.choices()));
            return null;
        }
        return text;
    }

    private String subpath() {
        String text = node.string(key);
        if (text != null && (text.isEmpty() || text.startsWith("/") || Arrays.asList(text.split("/")).contains(".."))) {
            wrong(text);
            return null;
        }
        return text;
    }

    /** Throws IllegalArgumentException for what can't be. */
    @FunctionalInterface
    private interface Check {
        void run(String text);
    }

    private List<String> checked(Check check) {
        List<String> texts = node.strings(key, setting.type().expected());
        for (int i = 0; texts != null && i < texts.size(); i++) {
            try {
                check.run(texts.get(i));
            } catch (IllegalArgumentException e) {
                node.problem(node.elementAt(key, i), "`" + key + "` of " + node.what() + ": " + e.getMessage());
            }
        }
        return texts;
    }

    private Set<Right> rights() {
        List<String> names = node.strings(key, setting.type().expected());
        if (names == null) {
            return null;
        }
        EnumSet<Right> rights = EnumSet.noneOf(Right.class);
        for (int i = 0; i < names.size(); i++) {
            Right right = right(names.get(i));
            if (right == null) {
                List<String> known = new ArrayList<>();
                Arrays.stream(Right.values()).filter(r -> r != Right.DUPLICATE && r != Right.TRANSFER).forEach(r -> known.add(Holding.written(r)));
                node.problem(node.elementAt(key, i), "there is no right `" + names.get(i) + "`" + Suggestions.of(names.get(i), known));
            } else {
                rights.add(right);
            }
        }
        return rights;
    }

    private static Right right(String name) {
        return Arrays.stream(Right.values()).filter(right -> Holding.written(right).equals(name)).findFirst().orElse(null);
    }
}
