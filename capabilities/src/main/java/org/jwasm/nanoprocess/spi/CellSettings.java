// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nanoprocess.spi;

import org.jwasm.nanoprocess.Endowment;
import org.jwasm.runtime.FuelTank;
import org.jwasm.runtime.ResourceLimiter;

/**
 * What a cell is made with.
 *
 * @param path the nano-process's place in the tree, for messages
 * @param gate through which others come in
 * @param endowment all that it may import
 * @param fuel what its code pays with, or null if it need not
 * @param limiter asked before memories and tables grow
 */
public record CellSettings(String path, Gate gate, Endowment endowment, FuelTank fuel, ResourceLimiter limiter) {
}
