// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
/**
 * Manifests: files that say which nano-processes there are, of which modules, what each of them holds, and how they are wired. First
 * pure data, {@link org.jwasm.manifest.Manifest}; then what runs it, {@link org.jwasm.manifest.Application}.
 */
package org.jwasm.manifest;
