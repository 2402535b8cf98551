/** Mutated modules: whatever their bytes, decoding, validating and running them ends cleanly. */
package org.jwasm.fuzz;
