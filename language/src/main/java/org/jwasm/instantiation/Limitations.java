package org.jwasm.instantiation;

import org.jwasm.runtime.FuelTank;
import org.jwasm.runtime.ResourceLimiter;

/**
 * What the embedder allows an instance.
 *
 * @param memoryPages the most pages of 64 KiB that one memory may have
 * @param tableElements the most elements that one table may have
 * @param fuel what metered code pays with, or null if code isn't metered
 * @param limiter asked before memories and tables grow
 */
public record Limitations(long memoryPages, long tableElements, FuelTank fuel, ResourceLimiter limiter) {
}
