// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import org.jwasm.structure.AbstractHeapType;
import org.jwasm.structure.DefinedType;
import org.jwasm.structure.ExactType;
import org.jwasm.structure.HeapType;

/**
 * Whether references match a heap type at run time. Spec: Execution, Reference Instructions, ref.test.
 *
 * <p>A test asks only for references of the type's own hierarchy that are not null, as validation has it.
 */
public abstract class HeapTypeTest {

    /** The test for a type. */
    public static HeapTypeTest of(HeapType type) {
        return switch (type) {
            case DefinedType defined -> of(defined, defined.unrolled().isFinal());
            case ExactType exact -> of(exact.type(), true);
            case AbstractHeapType abstractType -> switch (abstractType) {
                case ANY, FUNC, EXTERN, EXN -> new OfHierarchy(true);
                case NONE, NOFUNC, NOEXTERN, NOEXN -> new OfHierarchy(false);
                case EQ -> new OfEq();
                case I31 -> new OfClass(WasmI31.class);
                case STRUCT -> new OfClass(WasmStruct.class);
                case ARRAY -> new OfClass(WasmArray.class);
            };
        };
    }

    /** @param exact whether what is of a subtype is not of the type, or there are no subtypes */
    private static HeapTypeTest of(DefinedType type, boolean exact) {
        return type.isFunction() ? new OfFunction(type, exact) : new OfAggregate(type, exact);
    }

    public abstract boolean test(Object reference);

    /** Whether any value that is not null, also one of the host, is a reference to a heap type. */
    public static boolean isReferenceTo(HeapType type, Object value) {
        return switch (AbstractHeapType.top(type)) {
            case FUNC -> value instanceof WasmFunction && of(type).test(value);
            case EXN -> value instanceof WasmThrown && of(type).test(value);
            default -> of(type).test(value);
        };
    }

    /** Structures and arrays of a defined type: mostly one comparison, else one of the supertype at the type's depth. */
    private static final class OfAggregate extends HeapTypeTest {
        private final DefinedType type;
        private final boolean exact;
        private final int depth;

        OfAggregate(DefinedType type, boolean exact) {
            this.type = type;
            this.exact = exact;
            this.depth = type.depth();
        }

        @Override
        public boolean test(Object reference) {
            if (!(reference instanceof WasmAggregate aggregate)) {
                return false;
            }
            DefinedType actual = aggregate.definedType();
            return actual == type || !exact && actual.isSubtype(type, depth);
        }
    }

    /** Functions of a defined type. */
    private static final class OfFunction extends HeapTypeTest {
        private final DefinedType type;
        private final boolean exact;
        private final int depth;

        OfFunction(DefinedType type, boolean exact) {
            this.type = type;
            this.exact = exact;
            this.depth = type.depth();
        }

        @Override
        public boolean test(Object reference) {
            DefinedType actual = ((WasmFunction) reference).definedType();
            return actual == type || !exact && actual.isSubtype(type, depth);
        }
    }

    /** Top types, and bottom types. */
    private static final class OfHierarchy extends HeapTypeTest {
        private final boolean isTop;

        OfHierarchy(boolean isTop) {
            this.isTop = isTop;
        }

        @Override
        public boolean test(Object reference) {
            return isTop;
        }
    }

    /** {@code eq} */
    private static final class OfEq extends HeapTypeTest {
        @Override
        public boolean test(Object reference) {
            return reference instanceof WasmAggregate || reference instanceof WasmI31;
        }
    }

    /** The types of one class: {@code i31}, {@code struct}, {@code array}. */
    private static final class OfClass extends HeapTypeTest {
        private final Class<?> type;

        OfClass(Class<?> type) {
            this.type = type;
        }

        @Override
        public boolean test(Object reference) {
            return type.isInstance(reference);
        }
    }
}
