// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.util.Locale;
import java.util.Objects;
import java.util.function.BiConsumer;

/** A place for messages: one line each, with a level, and the path of the holder who can't put another in its place. */
public final class LogCapability extends Kind<LogCapability> {

    /** How much a message matters. */
    public enum Level {
        DEBUG,
        INFO,
        WARNING,
        ERROR
    }

    private static final Members<LogCapability> MEMBERS = Members.of(LogCapability.class)
                    .add("atLeast", 1, (self, a) -> self.atLeast(level(a.string(0))))
                    .add("write", 2, (self, a) -> {
                        self.write(level(a.string(0)), a.string(1));
                        return true;
                    });

    private final BiConsumer<Level, String> sink;
    private final Level least;

    private LogCapability(Origin origin, BiConsumer<Level, String> sink, Level least) {
        super(origin);
        this.sink = sink;
        this.least = least;
    }

    /** @param sink gets each message, without control characters, after the path of its holder */
    public static LogCapability to(BiConsumer<Level, String> sink) {
        return new LogCapability(Origin.original(Right.WRITE), Objects.requireNonNull(sink), Level.DEBUG);
    }

    private static Level level(String name) throws CapabilityException {
        try {
            return Level.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new CapabilityException(ErrorKind.INVAL, "there is no level " + Text.quoted(name));
        }
    }

    @Override
    public String kind() {
        return "log";
    }

    @Override
    public String scope() {
        return least == Level.DEBUG ? "" : "at least " + least.name().toLowerCase(Locale.ROOT);
    }

    @Override
    LogCapability copy(Origin origin) {
        return new LogCapability(origin, sink, least);
    }

    /** The same for messages of this level and above; others are dropped. */
    public LogCapability atLeast(Level level) throws CapabilityException {
        Level higher = level.compareTo(least) > 0 ? level : least;
        return derive("atLeast", () -> new LogCapability(Origin.same(this), sink, higher));
    }

    /** Writes a message; its UTF-16 length counts as bytes. */
    public void write(Level level, String message) throws CapabilityException {
        enter(Right.WRITE, "write", null);
        try {
            takeAll(message.length(), "write");
            output(message.length(), "write");
            if (level.compareTo(least) >= 0) {
                callBegins();
                sink.accept(level, holder().path() + ": " + clean(message));
                callEnds("write");
            }
        } finally {
            exit();
        }
    }

    /** A message can't look like several, or like something from a terminal's control. */
    private static String clean(String message) {
        StringBuilder text = new StringBuilder(message.length());
        message.codePoints().forEach(c -> text.appendCodePoint(c != '\t' && Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? 0xFFFD : c));
        return text.toString();
    }

    @Override
    boolean runsForeignCode() {
        return true;
    }

    @Override
    Members<?> members() {
        return MEMBERS;
    }
}
