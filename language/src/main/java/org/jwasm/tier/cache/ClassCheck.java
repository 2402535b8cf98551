// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier.cache;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Whether a class file names nothing but what translated code names. With the verification of the JVM, which these classes
 * are not exempt from, this keeps code that somebody else put into a cache to what a guest's code can do.
 */
public final class ClassCheck {

    private static final int MAGIC = 0xCAFEBABE;
    private static final int UTF8 = 1;
    private static final int INTEGER = 3;
    private static final int FLOAT = 4;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int CLASS = 7;
    private static final int STRING = 8;
    private static final int FIELD = 9;
    private static final int METHOD = 10;
    private static final int INTERFACE_METHOD = 11;
    private static final int NAME_AND_TYPE = 12;
    private static final int METHOD_HANDLE = 15;
    private static final int METHOD_TYPE = 16;
    private static final int DYNAMIC = 17;
    private static final int INVOKE_DYNAMIC = 18;

    private static final int INVOKE_STATIC = 6;
    private static final String MEMBER_OF_ANY = ".";

    private final Rules rules;
    private final String name;
    private final byte[] bytes;
    private int next;
    /** Where the constants are. */
    private int[] places;
    /** Of constants that are classes, by their indices, whether all their members are allowed; null if that was not asked yet. */
    private Boolean[] open;

    /**
     * What a class may name.
     *
     * @param family how the names begin of classes whose methods {@code f} with a number it may call: numbers follow
     * @param constants a class whose fields are constants, which it may read
     * @param superclass its superclass
     * @param owners classes of which it may use all members
     * @param members others that it may use, as {@code owner.name}; the only ones of interfaces
     * @param bootstraps methods, as {@code owner.name}, that may link its constants and call sites; none of its other method handles
     */
    public record Rules(String family, String constants, String superclass, Set<String> owners, Set<String> members, Set<String> bootstraps) {
    }

    private ClassCheck(Rules rules, String name, byte[] bytes) {
        this.rules = rules;
        this.name = name;
        this.bytes = bytes;
    }

    /**
     * Whether a class keeps to the rules.
     *
     * @param name what it has to be called
     */
    public static boolean passes(Rules rules, String name, byte[] bytes) {
        try {
            return new ClassCheck(rules, name, bytes).check();
        } catch (BadClassException | IndexOutOfBoundsException e) {
            return false;
        }
    }

    /** It isn't made as class files are. */
    private static final class BadClassException extends Exception {
        private static final long serialVersionUID = 1L;

        BadClassException(String message) {
            super(message);
        }
    }

    private boolean check() throws BadClassException {
        if (readInt() != MAGIC) {
            return false;
        }
        readInt();
        readPool();
        for (int i = 1; i < places.length; i++) {
            if (places[i] > 0 && !isAllowed(i)) {
                return false;
            }
        }
        readShort();
        return name.equals(className(readShort())) && rules.superclass.equals(className(readShort())) && readShort() == 0;
    }

    private int readShort() {
        int value = shortAt(next);
        next += 2;
        return value;
    }

    private int readInt() {
        return readShort() << 16 | readShort();
    }

    private int shortAt(int place) {
        return (bytes[place] & 0xFF) << 8 | bytes[place + 1] & 0xFF;
    }

    /** Passes the constants. */
    private void readPool() throws BadClassException {
        int count = readShort();
        places = new int[count];
        open = new Boolean[count];
        for (int i = 1; i < count; i++) {
            places[i] = next;
            int tag = bytes[next++];
            next += switch (tag) {
                case UTF8 -> 2 + shortAt(next);
                case INTEGER, FLOAT, FIELD, METHOD, INTERFACE_METHOD, NAME_AND_TYPE, DYNAMIC, INVOKE_DYNAMIC -> 4;
                case LONG, DOUBLE -> {
                    // These take two indices.
                    i++;
                    yield 8;
                }
                case CLASS, STRING, METHOD_TYPE -> 2;
                case METHOD_HANDLE -> 3;
                default -> throw new BadClassException("a constant of the kind " + tag);
            };
        }
    }

    /** The place of a constant of some kind, behind its tag. */
    private int content(int index, int tag) throws BadClassException {
        int place = places[index];
        if (place == 0 || bytes[place] != tag) {
            throw new BadClassException("no constant of the kind " + tag);
        }
        return place + 1;
    }

    /** A text as it would be of letters of one byte each: all others are in no name that is allowed. */
    private String text(int index) throws BadClassException {
        int place = content(index, UTF8);
        return new String(bytes, place + 2, shortAt(place), StandardCharsets.ISO_8859_1);
    }

    private String className(int index) throws BadClassException {
        return text(shortAt(content(index, CLASS)));
    }

    /** The name of a field or method of a class, whose constant has these two at a place. */
    private String member(int place) throws BadClassException {
        return className(shortAt(place)).concat(MEMBER_OF_ANY).concat(text(shortAt(content(shortAt(place + 2), NAME_AND_TYPE))));
    }

    private boolean isOpen(int index) throws BadClassException {
        if (open[index] == null) {
            String owner = className(index);
            open[index] = rules.owners.contains(owner) || owner.equals(name);
        }
        return open[index];
    }

    private boolean isOfFamily(String owner) {
        int length = rules.family.length();
        if (!owner.startsWith(rules.family) || owner.length() == length) {
            return false;
        }
        for (int i = length; i < owner.length(); i++) {
            if (owner.charAt(i) < '0' || owner.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** Whether a method is that of another function which others call. */
    private boolean isEntry(int place) throws BadClassException {
        if (!isOfFamily(className(shortAt(place)))) {
            return false;
        }
        String method = text(shortAt(content(shortAt(place + 2), NAME_AND_TYPE)));
        return method.length() > 1 && method.charAt(0) == 'f' && method.charAt(1) >= '0' && method.charAt(1) <= '9';
    }

    private boolean isAllowed(int index) throws BadClassException {
        int place = places[index] + 1;
        return switch (bytes[place - 1]) {
            case METHOD -> isOpen(shortAt(place)) || isEntry(place) || rules.members.contains(member(place)) || rules.bootstraps.contains(member(place));
            case FIELD -> isOpen(shortAt(place)) || rules.constants.equals(className(shortAt(place))) || rules.members.contains(member(place)) || rules.bootstraps.contains(member(place));
            case INTERFACE_METHOD -> rules.members.contains(member(place));
            // Handles are constants only where a class says so by loading one; these lead nowhere else than where the JVM goes with them.
            case METHOD_HANDLE -> bytes[place] == INVOKE_STATIC && rules.bootstraps.contains(member(content(shortAt(place + 1), METHOD)));
            default -> true;
        };
    }
}
