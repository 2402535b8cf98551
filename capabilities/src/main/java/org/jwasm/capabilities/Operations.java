// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jwasm.structure.FunctionType;
import org.jwasm.structure.NumberType;
import org.jwasm.structure.ValueType;

/**
 * The operations of capabilities that modules can import as functions of numbers. Text and bytes are a pointer and a length in the
 * caller's memory, what is opened is a number that only its opener can use, and results below zero are error numbers of WASI, negated.
 */
public final class Operations {

    /** What is passed. */
    public enum Parameter {
        /** UTF-8: a pointer and a length. */
        TEXT,
        /** Bytes that are read: a pointer and a length. */
        BYTES,
        /** Room for bytes that are written: a pointer and a length. The result is how many there are; what has no room is left out. */
        ROOM,
        NUMBER,
        LONG,
        /** What an operation of the same module has opened. */
        HANDLE
    }

    /** An operation; {@code type} is that of the import. */
    public record Operation(String kind, String name, List<Parameter> parameters, FunctionType type) {
    }

    private static final Map<String, Map<String, Operation>> ALL = new LinkedHashMap<>();

    static {
        add("arguments", "count", "", "get", "no");
        add("clock", "now", "", "sleep", "l");
        add("directory", "open", "tn", "read", "ho", "write", "hb", "close", "h", "create-directory", "t", "remove-directory", "t", "remove-file", "t");
        add("environment", "get", "to");
        add("file", "read", "o", "write", "b");
        add("http", "request", "tttb", "status", "h", "receive", "ho", "close", "h");
        add("input", "read", "o");
        add("log", "write", "nt");
        add("name-lookup", "resolve", "to");
        add("output", "write", "b");
        add("random", "fill", "o");
        add("tcp-connect", "connect", "tn", "send", "hb", "receive", "ho", "close", "h");
        add("tcp-listen", "listen", "tn", "accept", "h", "port", "h", "send", "hb", "receive", "ho", "close", "h");
        add("udp", "bind", "tn", "send", "htnb", "receive", "ho", "port", "h", "close", "h");
    }

    private Operations() {
    }

    private static void add(String kind, String... namesAndParameters) {
        Map<String, Operation> operations = new LinkedHashMap<>();
        for (int i = 0; i < namesAndParameters.length; i += 2) {
            String name = namesAndParameters[i];
            List<Parameter> parameters = namesAndParameters[i + 1].chars().mapToObj(Operations::parameter).toList();
            boolean wide = kind.equals("clock") && name.equals("now");
            operations.put(name, new Operation(kind, name, parameters, FunctionType.of(types(parameters), wide ? NumberType.I64 : NumberType.I32)));
        }
        ALL.put(kind, Collections.unmodifiableMap(operations));
    }

    private static Parameter parameter(int letter) {
        return switch (letter) {
            case 't' -> Parameter.TEXT;
            case 'b' -> Parameter.BYTES;
            case 'o' -> Parameter.ROOM;
            case 'l' -> Parameter.LONG;
            case 'h' -> Parameter.HANDLE;
            default -> Parameter.NUMBER;
        };
    }

    private static List<ValueType> types(List<Parameter> parameters) {
        List<ValueType> types = new ArrayList<>();
        for (Parameter parameter : parameters) {
            switch (parameter) {
                case TEXT, BYTES, ROOM -> types.addAll(List.of(NumberType.I32, NumberType.I32));
                case LONG -> types.add(NumberType.I64);
                case NUMBER, HANDLE -> types.add(NumberType.I32);
            }
        }
        return types;
    }

    /** The operations of a kind of capability by their names; empty if it has none. */
    public static Map<String, Operation> of(String kind) {
        return ALL.getOrDefault(kind, Map.of());
    }

    /** The kinds that have any. */
    public static List<String> kinds() {
        return List.copyOf(ALL.keySet());
    }
}
