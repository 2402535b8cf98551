// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wit;

import java.util.List;

import org.jwasm.wit.Lexer.Token;

/** Declarations as they are written, before names are looked up. */
final class Syntax {

    private Syntax() {
    }

    /**
     * How a type is written.
     *
     * @param head its name, or what is before the {@code <}
     * @param arguments null for {@code _}
     */
    record Type(Token head, List<Type> arguments) {
    }

    /** A field, a case, a flag or a parameter; the type may be null. */
    record Member(Token name, Type type) {
    }

    /** A declaration of a type: {@code kind} is its keyword. */
    record TypeItem(Token kind, Token name, List<Member> members, Type alias) {
    }

    /** A function; {@code name} is as core modules know it. */
    record FunctionItem(Token place, String name, List<Member> parameters, Type result) {
    }

    /** A name taken over from another interface. */
    record UseItem(Token from, Token name, Token as) {
    }

    /** What stands in one interface, or in none. */
    record Scope(Token name, List<UseItem> uses, List<TypeItem> types, List<FunctionItem> functions) {
    }
}
