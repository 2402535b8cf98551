// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
/**
 * Signatures in WIT, the interface language of the Component Model: {@link org.jwasm.wit.WitDocument} reads them, and
 * {@link org.jwasm.wit.Layout} tells how their values lie in memory. Spec: Component Model, WIT; Canonical ABI.
 */
package org.jwasm.wit;
