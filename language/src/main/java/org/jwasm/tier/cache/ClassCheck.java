// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier.cache;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
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
    private final DataInputStream in;
    private String[] texts;
    private int[] tags;
    private int[] first;
    private int[] second;

    /**
     * What a class may name.
     *
     * @param family how the names begin of the classes that it may call: numbers follow
     * @param superclass its superclass
     * @param owners classes of which it may use all members
     * @param members others that it may use, as {@code owner.name}; the only ones of interfaces
     * @param bootstraps methods, as {@code owner.name}, that may link its constants and call sites; none of its other method handles
     */
    public record Rules(String family, String superclass, Set<String> owners, Set<String> members, Set<String> bootstraps) {
    }

    private ClassCheck(Rules rules, String name, byte[] bytes) {
        this.rules = rules;
        this.name = name;
        this.in = new DataInputStream(new ByteArrayInputStream(bytes));
    }

    /**
     * Whether a class keeps to the rules.
     *
     * @param name what it has to be called
     */
    public static boolean passes(Rules rules, String name, byte[] bytes) {
        try {
            return new ClassCheck(rules, name, bytes).check();
        } catch (IOException | ArrayIndexOutOfBoundsException | NullPointerException e) {
            return false;
        }
    }

    private boolean check() throws IOException {
        if (in.readInt() != MAGIC) {
            return false;
        }
        in.readInt();
        readPool();
        for (int i = 1; i < tags.length; i++) {
            if (!isAllowed(i)) {
                return false;
            }
        }
        in.readUnsignedShort();
        return name.equals(className(in.readUnsignedShort())) && rules.superclass.equals(className(in.readUnsignedShort())) &&
                        in.readUnsignedShort() == 0;
    }

    private void readPool() throws IOException {
        int count = in.readUnsignedShort();
        tags = new int[count];
        texts = new String[count];
        first = new int[count];
        second = new int[count];
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            tags[i] = tag;
            switch (tag) {
                case UTF8 -> texts[i] = in.readUTF();
                case INTEGER, FLOAT -> in.readInt();
                case LONG, DOUBLE -> {
                    in.readLong();
                    i++;
                }
                case CLASS, STRING, METHOD_TYPE -> first[i] = in.readUnsignedShort();
                case FIELD, METHOD, INTERFACE_METHOD, NAME_AND_TYPE, DYNAMIC, INVOKE_DYNAMIC -> {
                    first[i] = in.readUnsignedShort();
                    second[i] = in.readUnsignedShort();
                }
                case METHOD_HANDLE -> {
                    first[i] = in.readUnsignedByte();
                    second[i] = in.readUnsignedShort();
                }
                default -> throw new IOException("a constant of the kind " + tag);
            }
        }
    }

    private String className(int index) throws IOException {
        return texts[expect(first[expect(index, CLASS)], UTF8)];
    }

    private int expect(int index, int tag) throws IOException {
        if (tags[index] != tag) {
            throw new IOException("no constant of the kind " + tag);
        }
        return index;
    }

    private String member(int index) throws IOException {
        return className(first[index]) + MEMBER_OF_ANY + texts[expect(first[expect(second[index], NAME_AND_TYPE)], UTF8)];
    }

    private boolean isOfFamily(String owner) {
        int length = rules.family.length();
        return owner.startsWith(rules.family) && owner.length() > length && owner.chars().skip(length).allMatch(each -> each >= '0' && each <= '9');
    }

    private boolean isAllowed(int index) throws IOException {
        return switch (tags[index]) {
            case FIELD, METHOD -> {
                String owner = className(first[index]);
                String member = member(index);
                yield isOfFamily(owner) || rules.owners.contains(owner) || rules.members.contains(member) || rules.bootstraps.contains(member);
            }
            case INTERFACE_METHOD -> rules.members.contains(member(index));
            // Handles are constants only where a class says so by loading one; these lead nowhere else than where the JVM goes with them.
            case METHOD_HANDLE -> first[index] == INVOKE_STATIC && tags[second[index]] == METHOD && rules.bootstraps.contains(member(second[index]));
            default -> true;
        };
    }
}
