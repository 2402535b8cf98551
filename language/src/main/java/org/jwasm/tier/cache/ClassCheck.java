// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier.cache;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
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

    private final Rules rules;
    private final byte[] name;
    private final byte[] bytes;
    private int next;
    /** Where the constants are. */
    private int[] places;
    /** What is allowed of classes, by the indices of these constants; null if that was not asked yet. */
    private Owner[] owners;

    /**
     * What is allowed of a class.
     *
     * @param open all its members
     * @param constants its fields
     * @param members others that are, by their names; the only ones of interfaces
     * @param bootstraps methods that may link constants and call sites
     */
    private record Owner(boolean open, boolean constants, ByteNames<Boolean> members, ByteNames<Boolean> bootstraps) {

        private static final ByteNames<Boolean> NO_MEMBERS = new ByteNames<>(Map.of());
        private static final Owner NOTHING = new Owner(false, false, NO_MEMBERS, NO_MEMBERS);
        private static final Owner ALL = new Owner(true, false, NO_MEMBERS, NO_MEMBERS);
        /** Of another function's class: what {@link ClassCheck#isEntry} takes. */
        private static final Owner FUNCTION = new Owner(false, false, NO_MEMBERS, NO_MEMBERS);
    }

    /** What classes may name. */
    public static final class Rules {
        private static final char BEFORE_MEMBER = '.';

        private final byte[] family;
        private final byte[] superclass;
        private final ByteNames<Owner> owners;

        /**
         * Rules by names with slashes.
         *
         * @param family how the names begin of classes whose methods {@code f} with a number it may call: numbers follow
         * @param constants a class whose fields are constants, which it may read
         * @param superclass its superclass
         * @param owners classes of which it may use all members
         * @param members others that it may use, as {@code owner.name}; the only ones of interfaces
         * @param bootstraps methods, as {@code owner.name}, that may link its constants and call sites; none of its other method handles
         */
        public Rules(String family, String constants, String superclass, Set<String> owners, Set<String> members, Set<String> bootstraps) {
            this.family = family.getBytes(StandardCharsets.US_ASCII);
            this.superclass = superclass.getBytes(StandardCharsets.US_ASCII);
            Map<String, Map<String, Boolean>> membersOf = byOwner(members);
            Map<String, Map<String, Boolean>> bootstrapsOf = byOwner(bootstraps);
            Set<String> names = new HashSet<>(owners);
            names.add(constants);
            names.addAll(membersOf.keySet());
            names.addAll(bootstrapsOf.keySet());
            Map<String, Owner> known = new HashMap<>();
            for (String owner : names) {
                known.put(owner, new Owner(owners.contains(owner), owner.equals(constants), new ByteNames<>(membersOf.getOrDefault(owner, Map.of())),
                                new ByteNames<>(bootstrapsOf.getOrDefault(owner, Map.of()))));
            }
            this.owners = new ByteNames<>(known);
        }

        private static Map<String, Map<String, Boolean>> byOwner(Set<String> members) {
            Map<String, Map<String, Boolean>> owners = new HashMap<>();
            for (String member : members) {
                int end = member.lastIndexOf(BEFORE_MEMBER);
                String owner = member.substring(0, end);
                Map<String, Boolean> known = owners.get(owner);
                if (known == null) {
                    known = new HashMap<>();
                    owners.put(owner, known);
                }
                known.put(member.substring(end + 1), true);
            }
            return owners;
        }
    }

    private ClassCheck(Rules rules, String name, byte[] bytes, int from) {
        this.rules = rules;
        this.name = name.getBytes(StandardCharsets.ISO_8859_1);
        this.bytes = bytes;
        this.next = from;
    }

    /**
     * Whether a class keeps to the rules.
     *
     * @param name what it has to be called
     * @param from where it begins in the bytes
     */
    public static boolean passes(Rules rules, String name, byte[] bytes, int from) {
        try {
            return new ClassCheck(rules, name, bytes, from).check();
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
        return isNamed(readShort(), name) && isNamed(readShort(), rules.superclass) && readShort() == 0;
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
        owners = new Owner[count];
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

    /** The place of a class's name, behind its length. */
    private int className(int index) throws BadClassException {
        return text(shortAt(content(index, CLASS)));
    }

    /** The place of a text's bytes, which are behind their number. */
    private int text(int index) throws BadClassException {
        return content(index, UTF8) + 2;
    }

    private int lengthAt(int text) {
        return shortAt(text - 2);
    }

    private boolean isNamed(int index, byte[] wanted) throws BadClassException {
        int text = className(index);
        return Arrays.equals(wanted, 0, wanted.length, bytes, text, text + lengthAt(text));
    }

    private Owner owner(int index) throws BadClassException {
        Owner known = owners[index];
        if (known == null) {
            int text = className(index);
            known = rules.owners.get(bytes, text, lengthAt(text));
            if (known == null) {
                known = isNamed(index, name) ? Owner.ALL : isOfFamily(text, lengthAt(text)) ? Owner.FUNCTION : Owner.NOTHING;
            }
            owners[index] = known;
        }
        return known;
    }

    private boolean isOfFamily(int text, int length) {
        int start = rules.family.length;
        if (length <= start || !Arrays.equals(rules.family, 0, start, bytes, text, text + start)) {
            return false;
        }
        for (int i = start; i < length; i++) {
            if (!isDigit(bytes[text + i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(byte letter) {
        return letter >= '0' && letter <= '9';
    }

    /** Where the name of a field or method is, whose constant is at a place. */
    private int memberName(int place) throws BadClassException {
        return text(shortAt(content(shortAt(place + 2), NAME_AND_TYPE)));
    }

    /** Whether a method is that of another function which others call. */
    private boolean isEntry(int place) throws BadClassException {
        int text = memberName(place);
        return lengthAt(text) > 1 && bytes[text] == 'f' && isDigit(bytes[text + 1]);
    }

    private boolean isMember(ByteNames<Boolean> members, int place) throws BadClassException {
        int text = memberName(place);
        return members.get(bytes, text, lengthAt(text)) != null;
    }

    private boolean isAllowed(Owner owner, int place) throws BadClassException {
        return owner.open || isMember(owner.members, place) || isMember(owner.bootstraps, place);
    }

    private boolean isMethodAllowed(int place) throws BadClassException {
        Owner owner = owner(shortAt(place));
        return owner == Owner.FUNCTION ? isEntry(place) : isAllowed(owner, place);
    }

    private boolean isFieldAllowed(int place) throws BadClassException {
        Owner owner = owner(shortAt(place));
        return owner.constants || isAllowed(owner, place);
    }

    private boolean isBootstrap(int place) throws BadClassException {
        return isMember(owner(shortAt(place)).bootstraps, place);
    }

    private boolean isAllowed(int index) throws BadClassException {
        int place = places[index] + 1;
        return switch (bytes[place - 1]) {
            case METHOD -> isMethodAllowed(place);
            case FIELD -> isFieldAllowed(place);
            case INTERFACE_METHOD -> isMember(owner(shortAt(place)).members, place);
            // Handles are constants only where a class says so by loading one; these lead nowhere else than where the JVM goes with them.
            case METHOD_HANDLE -> bytes[place] == INVOKE_STATIC && isBootstrap(content(shortAt(place + 1), METHOD));
            default -> true;
        };
    }
}
