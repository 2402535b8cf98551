// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tck;

import static org.jwasm.tck.NumberKind.F32;
import static org.jwasm.tck.NumberKind.F64;
import static org.jwasm.tck.NumberKind.I32;
import static org.jwasm.tck.NumberKind.I64;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.tck.ResultVerifier;

/**
 * A numeric instruction, and what Java computes in its place. Spec: Execution, Numerics.
 *
 * @param expected from boxed numbers of the parameters' types; null if the instruction traps
 */
record NumericOperation(String mnemonic, List<NumberKind> params, NumberKind result, Function<Number[], Number> expected) {

    private interface Binary<T> {
        Number apply(T left, T right);
    }

    /** A selection in which each type is parameter and result, and each kind of trap occurs. */
    static final List<NumericOperation> ALL = List.of(
                    ints("i32.add", Integer::sum),
                    ints("i32.div_s", (a, b) -> b == 0 || a == Integer.MIN_VALUE && b == -1 ? null : a / b),
                    ints("i32.rem_u", (a, b) -> b == 0 ? null : Integer.remainderUnsigned(a, b)),
                    ints("i32.xor", (a, b) -> a ^ b), ints("i32.rotl", Integer::rotateLeft),
                    ints("i32.lt_s", (a, b) -> a < b ? 1 : 0),
                    longs("i64.mul", (a, b) -> a * b),
                    longs("i64.div_u", (a, b) -> b == 0 ? null : Long.divideUnsigned(a, b)),
                    longs("i64.shr_u", (a, b) -> a >>> b),
                    floats("f32.add", Float::sum), floats("f32.min", Math::min),
                    doubles("f64.sub", (a, b) -> a - b), doubles("f64.mul", (a, b) -> a * b), doubles("f64.max", Math::max),
                    unary("i32.clz", I32, I32, a -> Integer.numberOfLeadingZeros(a.intValue())),
                    unary("i64.popcnt", I64, I64, a -> (long) Long.bitCount(a.longValue())),
                    unary("f32.neg", F32, F32, a -> -a.floatValue()),
                    unary("f64.sqrt", F64, F64, a -> Math.sqrt(a.doubleValue())),
                    unary("i32.wrap_i64", I64, I32, a -> (int) a.longValue()),
                    unary("i64.extend_i32_s", I32, I64, a -> (long) a.intValue()),
                    unary("f64.convert_i64_s", I64, F64, a -> (double) a.longValue()),
                    unary("f64.promote_f32", F32, F64, a -> (double) a.floatValue()),
                    unary("f32.demote_f64", F64, F32, a -> (float) a.doubleValue()),
                    unary("i64.trunc_sat_f64_s", F64, I64, a -> (long) a.doubleValue()),
                    unary("i64.reinterpret_f64", F64, I64, a -> Double.doubleToRawLongBits(a.doubleValue())));

    private static NumericOperation ints(String mnemonic, Binary<Integer> expected) {
        return new NumericOperation(mnemonic, List.of(I32, I32), I32, args -> expected.apply(args[0].intValue(), args[1].intValue()));
    }

    private static NumericOperation longs(String mnemonic, Binary<Long> expected) {
        return new NumericOperation(mnemonic, List.of(I64, I64), I64, args -> expected.apply(args[0].longValue(), args[1].longValue()));
    }

    private static NumericOperation floats(String mnemonic, Binary<Float> expected) {
        return new NumericOperation(mnemonic, List.of(F32, F32), F32, args -> expected.apply(args[0].floatValue(), args[1].floatValue()));
    }

    private static NumericOperation doubles(String mnemonic, Binary<Double> expected) {
        return new NumericOperation(mnemonic, List.of(F64, F64), F64, args -> expected.apply(args[0].doubleValue(), args[1].doubleValue()));
    }

    private static NumericOperation unary(String mnemonic, NumberKind param, NumberKind result, Function<Number, Number> expected) {
        return new NumericOperation(mnemonic, List.of(param), result, args -> expected.apply(args[0]));
    }

    /** A function that does nothing else. */
    String text() {
        StringBuilder text = new StringBuilder("(func (export \"" + mnemonic + "\") (param");
        params.forEach(param -> text.append(' ').append(param.mnemonic()));
        text.append(") (result ").append(result.mnemonic()).append(") (").append(mnemonic);
        for (int i = 0; i < params.size(); i++) {
            text.append(" (local.get ").append(i).append(')');
        }
        return text.append("))").toString();
    }

    /** Wants what Java computes; an error where an argument doesn't fit or the instruction traps. */
    ResultVerifier verifier() {
        return run -> {
            if (run.getException() != null && !run.getParameters().stream().allMatch(Value::isNumber)) {
                throw run.getException();
            }
            Number[] arguments = new Number[params.size()];
            for (int i = 0; i < arguments.length; i++) {
                Value value = run.getParameters().get(i);
                if (!params.get(i).fits(value)) {
                    requireFailure(run.getException(), run.getResult(), value + " doesn't fit");
                    return;
                }
                arguments[i] = params.get(i).of(value);
            }
            Number wanted = expected.apply(arguments);
            if (wanted == null) {
                requireFailure(run.getException(), run.getResult(), "it traps");
            } else if (run.getException() != null) {
                throw run.getException();
            } else if (!Objects.equals(result.of(run.getResult()), wanted)) {
                throw new AssertionError(mnemonic + List.of(arguments) + " is " + wanted + ", not " + run.getResult());
            }
        };
    }

    private void requireFailure(PolyglotException exception, Value value, String reason) {
        if (exception == null) {
            throw new AssertionError(mnemonic + " returned " + value + ", but " + reason);
        }
    }
}
