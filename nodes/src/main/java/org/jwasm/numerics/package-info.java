// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
/**
 * What numeric instructions compute, as pure functions; only what is not an operator of Java.
 *
 * <p>Spec: Execution, Numerics.
 *
 * <p>Functions of floats never pass a signalling NaN on: where the spec asks for an arithmetic NaN, the result is the
 * operand's NaN made quiet. Only {@code abs}, {@code neg} and {@code copysign} touch nothing but the sign.
 */
package org.jwasm.numerics;
