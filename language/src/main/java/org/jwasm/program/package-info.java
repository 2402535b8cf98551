// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
/** Modules that are run as programs. */
package org.jwasm.program;
