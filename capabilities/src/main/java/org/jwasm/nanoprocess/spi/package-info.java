/** What the language implements so that there are nano-processes. Not for embedders. */
package org.jwasm.nanoprocess.spi;
