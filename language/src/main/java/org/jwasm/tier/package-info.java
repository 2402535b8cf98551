// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
/**
 * The compiled tier: translates functions of validated modules to bytecode of the JVM, in hidden classes that the
 * compilers of HotSpot turn into machine code. {@link org.jwasm.tier.CompiledTier} is the way in.
 */
package org.jwasm.tier;
