// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.numeric;

import org.jwasm.nodes.F32Node;
import org.jwasm.nodes.F64Node;
import org.jwasm.nodes.WasmNode;
import org.jwasm.numerics.F32;
import org.jwasm.numerics.F64;

import com.oracle.truffle.api.frame.VirtualFrame;

/** Results in the deterministic profile, where each computed NaN is the positive canonical one. Spec: Appendix, Profiles. */
public final class CanonicalNanNodes {

    private CanonicalNanNodes() {
    }

    /** The value of {@code operand}, which is of type {@code f32} or {@code f64}. */
    public static WasmNode create(WasmNode operand) {
        return operand instanceof F32Node single ? new CanonicalF32(single) : new CanonicalF64((F64Node) operand);
    }

    private static final class CanonicalF32 extends F32Node {
        @Child private F32Node operand;

        CanonicalF32(F32Node operand) {
            this.operand = operand;
        }

        @Override
        public float executeFloat(VirtualFrame frame) {
            return F32.canonicalNan(operand.executeFloat(frame));
        }
    }

    private static final class CanonicalF64 extends F64Node {
        @Child private F64Node operand;

        CanonicalF64(F64Node operand) {
            this.operand = operand;
        }

        @Override
        public double executeDouble(VirtualFrame frame) {
            return F64.canonicalNan(operand.executeDouble(frame));
        }
    }
}
