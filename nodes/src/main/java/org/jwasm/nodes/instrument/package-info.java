/** What functions are made of while instruments look at them: statements, conditions and scopes. Nothing else uses it. */
package org.jwasm.nodes.instrument;
