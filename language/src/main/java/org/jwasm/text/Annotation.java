// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

/** An annotation whose meaning is known. Spec: Text Format, Lexical Format, Annotations. */
final class Annotation {

    static final String NAME = "name";
    static final String CUSTOM = "custom";
    /** What the names of annotations start with that are about single instructions. */
    static final String METADATA = "metadata.code.";
    static final String BRANCH_HINT = METADATA + "branch_hint";

    private final String id;
    private final int offset;
    private final int before;
    private final Tokens tokens;
    private boolean used;

    /**
     * @param offset where it starts in the source
     * @param before the index of the token that follows it
     * @param tokens what is between the identifier and the closing parenthesis
     */
    Annotation(String id, int offset, int before, Tokens tokens) {
        this.id = id;
        this.offset = offset;
        this.before = before;
        this.tokens = tokens;
    }

    static boolean isKnown(String id) {
        return id.equals(NAME) || id.equals(CUSTOM) || id.startsWith(METADATA);
    }

    boolean isMetadata() {
        return id.startsWith(METADATA);
    }

    String id() {
        return id;
    }

    int before() {
        return before;
    }

    Tokens tokens() {
        return tokens;
    }

    boolean isUsed() {
        return used;
    }

    void use() {
        used = true;
    }

    /** An error in the annotation itself, with its identifier. */
    TextException errorOf(String phrase) {
        return error("@" + id + " annotation: " + phrase);
    }

    TextException error(String phrase) {
        return new TextException(tokens.source(), offset, phrase);
    }
}
