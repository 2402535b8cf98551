// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

import java.util.Arrays;
import java.util.List;

/**
 * A type that a module defines. Once its group is {@linkplain RecursionGroup#canonical canonical}, two definitions are the
 * same type exactly if they are the same object, also across modules.
 *
 * <p>Spec: Structure, Types, Defined Types; Validation, Types, rolling up.
 */
public final class DefinedType implements HeapType {

    private static final DefinedType[] NONE = {};

    private final RecursionGroup group;
    private final int index;
    private SubType unrolled;
    /** The supertypes from the root of the hierarchy on, then this type: a subtype of a type has it at that type's depth. */
    private DefinedType[] display = NONE;

    DefinedType(RecursionGroup group, int index) {
        this.group = group;
        this.index = index;
    }

    /** The canonical type of a lone, final function type definition without supertypes. */
    public static DefinedType of(FunctionType type) {
        return lone(new SubType(true, List.of(), type));
    }

    /** The canonical type of a definition that refers to no type of its own recursion group. */
    public static DefinedType lone(SubType type) {
        RecursionGroup group = new RecursionGroup(1);
        group.member(0).define(type);
        return group.canonical().member(0);
    }

    /** Says what the type is, once, after its supertypes are defined. */
    public void define(SubType type) {
        unrolled = type;
        DefinedType[] above = type.supertypes().isEmpty() ? NONE : type.supertypes().getFirst().display;
        display = Arrays.copyOf(above, above.length + 1);
        display[above.length] = this;
    }

    /** The group that this type is defined with. */
    public RecursionGroup group() {
        return group;
    }

    /** The position in its recursion group. */
    public int index() {
        return index;
    }

    public SubType unrolled() {
        return unrolled;
    }

    public CompositeType composite() {
        return unrolled.composite();
    }

    /** The type of the descriptors of this type's structures, or null. Proposal: Custom Descriptors. */
    public DefinedType descriptor() {
        return unrolled.descriptor();
    }

    public boolean isFunction() {
        return composite() instanceof FunctionType;
    }

    /** The function type; only to be asked of a function type. */
    public FunctionType functionType() {
        return (FunctionType) composite();
    }

    /** How many supertypes there are above this type. */
    public int depth() {
        return display.length - 1;
    }

    /** Whether this is {@code type}, or it is among the supertypes; {@code depth} is that of {@code type}. */
    public boolean isSubtype(DefinedType type, int depth) {
        DefinedType[] supertypes = display;
        return depth < supertypes.length && supertypes[depth] == type;
    }

    @Override
    public boolean matches(HeapType other) {
        if (this == other) {
            return true;
        }
        return other instanceof DefinedType type ? isSubtype(type, type.depth()) : composite().abstractType().matches(other);
    }

    @Override
    public String toString() {
        return composite().toString();
    }
}
