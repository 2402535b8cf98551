// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import org.jwasm.structure.DefinedType;

import com.oracle.truffle.api.interop.TruffleObject;

/** Something executable that isn't of WebAssembly, but has a type that imports have to agree with. */
public interface TypedFunction extends TruffleObject {

    DefinedType definedType();
}
