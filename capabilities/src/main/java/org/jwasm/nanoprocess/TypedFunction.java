// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nanoprocess;

import java.util.Objects;

import org.jwasm.wit.WitFunction;

/**
 * A function with a type in WIT: one that a nano-process exports ({@link NanoProcess#function(WitFunction)}), or one written in
 * Java. It is called from Java, or bound to an import ({@link Endowment.Builder#bind}); strings, lists and the like are copied
 * from the memory of the one into that of the other, capabilities pass as handles. Immutable.
 *
 * <p>These Java values stand for those of WIT; what a call returns can't be changed, but for arrays of bytes.
 *
 * <table>
 * <caption>Values</caption>
 * <tr><td>{@code bool}</td><td>{@code Boolean}</td></tr>
 * <tr><td>{@code s8}, {@code u8}, {@code s16}, {@code u16}, {@code s32}</td><td>{@code Integer}; any integer in range is taken</td></tr>
 * <tr><td>{@code u32}, {@code s64}</td><td>{@code Long}; any integer in range is taken</td></tr>
 * <tr><td>{@code u64}</td><td>{@code Long}, as unsigned</td></tr>
 * <tr><td>{@code f32}, {@code f64}</td><td>{@code Float}, {@code Double}</td></tr>
 * <tr><td>{@code char}</td><td>{@code Integer}, the code point; a {@code Character} is taken</td></tr>
 * <tr><td>{@code string}</td><td>{@code String} without lone surrogates</td></tr>
 * <tr><td>{@code list<u8>}</td><td>{@code byte[]}</td></tr>
 * <tr><td>other lists</td><td>{@code List}; any {@code Collection} is taken</td></tr>
 * <tr><td>{@code tuple}</td><td>{@code List}</td></tr>
 * <tr><td>{@code record}</td><td>{@code Map} of all fields by name, in order</td></tr>
 * <tr><td>{@code variant}</td><td>{@link org.jwasm.wit.Case}</td></tr>
 * <tr><td>{@code enum}</td><td>{@code String}, the name of the case</td></tr>
 * <tr><td>{@code flags}</td><td>{@code Set} of the names of those that are set</td></tr>
 * <tr><td>{@code option}</td><td>{@code Optional}; null is taken for none</td></tr>
 * <tr><td>{@code result}</td><td>{@link org.jwasm.wit.Result}</td></tr>
 * <tr><td>a resource, {@code borrow<resource>}</td><td>a {@link org.jwasm.capabilities.Capability} whose kind is the resource's name;
 * that of the resource {@code capability} may be any</td></tr>
 * </table>
 */
public final class TypedFunction {

    private final WitFunction type;
    private final Object target;
    private final NanoProcess owner;

    private TypedFunction(WitFunction type, Object target, NanoProcess owner) {
        this.type = type;
        this.target = target;
        this.owner = owner;
    }

    /** What a function does that is written in Java. */
    @FunctionalInterface
    public interface Implementation {

        /**
         * Called on the thread of the nano-process that imports it, while that waits.
         *
         * @return null if the function has no result
         * @throws Exception has the caller trap; the message is for the host alone
         */
        Object call(Object[] arguments) throws Exception;
    }

    /** A function written in Java. */
    public static TypedFunction of(WitFunction type, Implementation java) {
        return new TypedFunction(Objects.requireNonNull(type), Objects.requireNonNull(java), null);
    }

    static TypedFunction of(NanoProcess owner, WitFunction type, Object target) {
        return new TypedFunction(type, target, owner);
    }

    public WitFunction type() {
        return type;
    }

    /**
     * Calls it.
     *
     * @return null if it has no result
     * @throws IllegalArgumentException if the arguments don't fit; nothing was called then
     * @throws NanoProcessException if its nano-process is or becomes dead
     * @throws IllegalStateException if an implementation in Java throws a checked exception, which is the cause
     */
    public Object call(Object... arguments) {
        if (owner != null) {
            return owner.call(this, arguments);
        }
        try {
            return ((Implementation) target).call(arguments);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(type.name() + ": " + e.getMessage(), e);
        }
    }

    /** What runs: an {@link Implementation}, or something of the language's. */
    public Object target() {
        return target;
    }

    @Override
    public String toString() {
        return type + (owner == null ? "" : " of nano-process " + owner.path());
    }
}
