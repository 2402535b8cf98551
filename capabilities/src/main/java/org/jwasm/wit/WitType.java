// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wit;

import java.util.List;

/**
 * The type of a value that passes between nano-processes. Immutable; {@code toString} gives how WIT refers to it: its name, or
 * the type itself where it has none. Spec: Component Model, Explainer, Type Definitions.
 */
public sealed interface WitType
                permits PrimitiveType, ListType, RecordType, TupleType, VariantType, EnumType, FlagsType, OptionType, ResultType, HandleType {

    /** The types that it is made of, in order; without those that a case or result leaves out. */
    List<WitType> parts();

    /** The declaration that gives a type its name, such as {@code enum color { red, green }}; null for a type that has none. */
    default String declaration() {
        return null;
    }
}
