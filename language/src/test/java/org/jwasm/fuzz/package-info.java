// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
/** Mutated modules: whatever their bytes, decoding, validating and running them ends cleanly. */
package org.jwasm.fuzz;
