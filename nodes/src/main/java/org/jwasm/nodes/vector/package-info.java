/** Nodes of the vector instructions. What they compute is in {@link org.jwasm.numerics}. */
package org.jwasm.nodes.vector;
