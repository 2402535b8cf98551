package org.jwasm.nodes.fused;

import org.jwasm.nodes.I32Node;
import org.jwasm.nodes.I64Node;
import org.jwasm.nodes.WasmNode;

import com.oracle.truffle.api.frame.VirtualFrame;

/** Sets a local to a local, mostly the same one, plus a constant. */
final class LocalUpdateNodes {

    private LocalUpdateNodes() {
    }

    /** {@code local.set} of an {@code i32.add} */
    static final class I32Update extends WasmNode {
        final int target;
        final int source;
        final int constant;

        I32Update(int target, int source, int constant) {
            this.target = target;
            this.source = source;
            this.constant = constant;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            frame.setIntStatic(target, frame.getIntStatic(source) + constant);
        }
    }

    /** {@code local.tee} of an {@code i32.add} */
    static final class I32UpdateTee extends I32Node {
        final int target;
        final int source;
        final int constant;

        I32UpdateTee(int target, int source, int constant) {
            this.target = target;
            this.source = source;
            this.constant = constant;
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            int sum = frame.getIntStatic(source) + constant;
            frame.setIntStatic(target, sum);
            return sum;
        }
    }

    /** {@code local.set} of an {@code i64.add} */
    static final class I64Update extends WasmNode {
        final int target;
        final int source;
        final long constant;

        I64Update(int target, int source, long constant) {
            this.target = target;
            this.source = source;
            this.constant = constant;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            frame.setLongStatic(target, frame.getLongStatic(source) + constant);
        }
    }

    /** {@code local.tee} of an {@code i64.add} */
    static final class I64UpdateTee extends I64Node {
        final int target;
        final int source;
        final long constant;

        I64UpdateTee(int target, int source, long constant) {
            this.target = target;
            this.source = source;
            this.constant = constant;
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            long sum = frame.getLongStatic(source) + constant;
            frame.setLongStatic(target, sum);
            return sum;
        }
    }
}
