/** The text format: a reader that assembles it to the binary format, and the test scripts written in it. */
package org.jwasm.text;
