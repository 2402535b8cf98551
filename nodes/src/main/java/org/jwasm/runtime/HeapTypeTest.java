package org.jwasm.runtime;

import org.jwasm.structure.AbstractHeapType;
import org.jwasm.structure.DefinedType;
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
            case DefinedType defined -> defined.isFunction() ? new OfFunction(defined) : new OfAggregate(defined);
            case AbstractHeapType abstractType -> new OfAbstract(abstractType);
        };
    }

    public abstract boolean test(Object reference);

    /** Whether any value that is not null, also one of the host, is a reference to a heap type. */
    public static boolean isReferenceTo(HeapType type, Object value) {
        return switch (AbstractHeapType.top(type)) {
            case FUNC -> value instanceof WasmFunction && of(type).test(value);
            case EXN -> false;
            default -> of(type).test(value);
        };
    }

    /** Structures and arrays of a defined type: mostly one comparison, else one of the supertype at the type's depth. */
    private static final class OfAggregate extends HeapTypeTest {
        private final DefinedType type;
        private final boolean isFinal;
        private final int depth;

        OfAggregate(DefinedType type) {
            this.type = type;
            this.isFinal = type.unrolled().isFinal();
            this.depth = type.depth();
        }

        @Override
        public boolean test(Object reference) {
            if (!(reference instanceof WasmAggregate aggregate)) {
                return false;
            }
            DefinedType actual = aggregate.definedType();
            return actual == type || !isFinal && actual.isSubtype(type, depth);
        }
    }

    /** Functions of a defined type. */
    private static final class OfFunction extends HeapTypeTest {
        private final DefinedType type;
        private final boolean isFinal;
        private final int depth;

        OfFunction(DefinedType type) {
            this.type = type;
            this.isFinal = type.unrolled().isFinal();
            this.depth = type.depth();
        }

        @Override
        public boolean test(Object reference) {
            DefinedType actual = ((WasmFunction) reference).definedType();
            return actual == type || !isFinal && actual.isSubtype(type, depth);
        }
    }

    /** The types that no module defines. */
    private static final class OfAbstract extends HeapTypeTest {
        private final AbstractHeapType type;

        OfAbstract(AbstractHeapType type) {
            this.type = type;
        }

        @Override
        public boolean test(Object reference) {
            return switch (type) {
                case ANY, FUNC, EXTERN, EXN -> true;
                case EQ -> reference instanceof WasmAggregate || reference instanceof WasmI31;
                case I31 -> reference instanceof WasmI31;
                case STRUCT -> reference instanceof WasmStruct;
                case ARRAY -> reference instanceof WasmArray;
                case NONE, NOFUNC, NOEXTERN, NOEXN -> false;
            };
        }
    }
}
