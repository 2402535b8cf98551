/**
 * Memory instructions; {@link org.jwasm.nodes.memory.MemoryNodes} makes the nodes.
 *
 * <p>Spec: Execution, Instructions, Memory Instructions.
 */
package org.jwasm.nodes.memory;
