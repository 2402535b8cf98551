package org.jwasm.instantiation;

/**
 * What the embedder allows an instance.
 *
 * @param memoryPages the most pages of 64 KiB that one memory may have
 * @param tableElements the most elements that one table may have
 */
public record Limitations(long memoryPages, long tableElements) {
}
