// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
/** What functions are made of while instruments look at them: statements, conditions and scopes. Nothing else uses it. */
package org.jwasm.nodes.instrument;
