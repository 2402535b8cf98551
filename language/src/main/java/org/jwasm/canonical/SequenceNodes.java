// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.canonical;

import org.jwasm.runtime.Utf8;
import org.jwasm.runtime.WasmMemory;
import org.jwasm.wit.Layout;
import org.jwasm.wit.ListType;
import org.jwasm.wit.PrimitiveType;
import org.jwasm.wit.WitType;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleSafepoint;

/** Strings and lists: a pointer and a length, and what is there goes into memory that the target allocates. */
final class SequenceNodes {

    private SequenceNodes() {
    }

    static ValueNode create(ListType type) {
        WitType element = type.element();
        if (element == PrimitiveType.F32 || element == PrimitiveType.F64) {
            return new FloatsNode(element);
        }
        return isPlain(element) ? new BytesNode(element) : new ListNode(element);
    }

    /** Whether all bits of an element are its value. */
    static boolean isPlain(WitType element) {
        return element instanceof PrimitiveType primitive && switch (primitive) {
            case S8, U8, S16, U16, S32, U32, S64, U64 -> true;
            default -> false;
        };
    }

    /**
     * What is wrong with a range that a string or list is said to have.
     *
     * @return null if nothing
     */
    static String wrongRange(WasmMemory memory, long pointer, long bytes, int alignment) {
        if (bytes > Layout.MAX_BYTES) {
            return "a string or list of " + bytes + " bytes is too long";
        }
        if ((pointer & alignment - 1) != 0) {
            return "the pointer " + pointer + " to a list is misaligned";
        }
        return memory.inBounds(pointer, bytes) ? null : "a string or list of " + bytes + " bytes at " + pointer + " is out of bounds";
    }

    private abstract static class SequenceNode extends ValueNode {

        final int elementSize;
        private final int alignment;
        @Child private ReallocNode realloc = new ReallocNode();

        SequenceNode(Layout element) {
            this.elementSize = element.size();
            this.alignment = element.alignment();
        }

        /** From one checked range to another. */
        abstract void copyElements(Transfer transfer, long from, long to, long bytes);

        @Override
        final void copyFlat(Transfer transfer, long[] from, int fromIndex, long[] to, int toIndex) {
            long count = from[fromIndex + 1];
            to[toIndex] = (int) copyAll(transfer, from[fromIndex] & 0xFFFF_FFFFL, count & 0xFFFF_FFFFL);
            to[toIndex + 1] = (int) count;
        }

        @Override
        final void copy(Transfer transfer, long from, long to) {
            int count = transfer.from.loadInt(from + Integer.BYTES, this);
            long pointer = copyAll(transfer, transfer.from.loadInt(from, this) & 0xFFFF_FFFFL, count & 0xFFFF_FFFFL);
            transfer.to.storeInt(to, (int) pointer, this);
            transfer.to.storeInt(to + Integer.BYTES, count, this);
        }

        private long copyAll(Transfer transfer, long pointer, long count) {
            long bytes = count * elementSize;
            if (bytes > Layout.MAX_BYTES || (pointer & alignment - 1) != 0 || !transfer.from.inBounds(pointer, bytes)) {
                CompilerDirectives.transferToInterpreter();
                throw transfer.sourceFault(wrongRange(transfer.from, pointer, bytes, alignment));
            }
            transfer.checkCaller();
            transfer.pay(bytes, this);
            // Only now: the allocator may run any code of the target, but memories never shrink.
            long to = realloc.execute(transfer, alignment, bytes);
            copyElements(transfer, pointer, to, bytes);
            return to;
        }
    }

    /** {@code string}, in UTF-8. */
    static final class StringNode extends SequenceNode {

        StringNode() {
            super(new Layout(1, 1));
        }

        @Override
        void copyElements(Transfer transfer, long from, long to, long bytes) {
            if (!transfer.isLifted && !Utf8.isValid(transfer.from, from, bytes, this)) {
                CompilerDirectives.transferToInterpreter();
                throw transfer.sourceFault("a string of " + bytes + " bytes at " + from + " is invalid UTF-8");
            }
            WasmMemory.copy(transfer.to, to, transfer.from, from, bytes, this);
        }
    }

    /** Lists of integers. */
    private static final class BytesNode extends SequenceNode {

        BytesNode(WitType element) {
            super(Layout.of(element));
        }

        @Override
        void copyElements(Transfer transfer, long from, long to, long bytes) {
            WasmMemory.copy(transfer.to, to, transfer.from, from, bytes, this);
        }
    }

    /** Lists of {@code f32} and {@code f64}, whose NaNs become canonical. */
    private static final class FloatsNode extends SequenceNode {

        FloatsNode(WitType element) {
            super(Layout.of(element));
        }

        @Override
        @TruffleBoundary
        void copyElements(Transfer transfer, long from, long to, long bytes) {
            WasmMemory.copy(transfer.to, to, transfer.from, from, bytes, this);
            for (long at = to; at < to + bytes; at += elementSize) {
                if (elementSize == Float.BYTES) {
                    int bits = transfer.to.loadInt(at, this);
                    int canonical = Scalars.canonical32(bits);
                    if (bits != canonical) {
                        transfer.to.storeInt(at, canonical, this);
                    }
                } else {
                    long bits = transfer.to.loadLong(at, this);
                    long canonical = Scalars.canonical64(bits);
                    if (bits != canonical) {
                        transfer.to.storeLong(at, canonical, this);
                    }
                }
            }
        }
    }

    /** Lists of all else. */
    private static final class ListNode extends SequenceNode {

        private static final int CHECK_INTERVAL = 1024;

        @Child private ValueNode element;

        ListNode(WitType element) {
            super(Layout.of(element));
            this.element = ValueNode.create(element);
        }

        @Override
        void copyElements(Transfer transfer, long from, long to, long bytes) {
            int sinceCheck = 0;
            for (long done = 0; done < bytes; done += elementSize) {
                element.copy(transfer, from + done, to + done);
                TruffleSafepoint.poll(this);
                if (++sinceCheck == CHECK_INTERVAL) {
                    transfer.checkCaller();
                    sinceCheck = 0;
                }
            }
        }
    }
}
