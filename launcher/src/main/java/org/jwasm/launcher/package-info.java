/**
 * The command {@code jwasm}: turns command lines into capabilities, runs guests on their own thread, and tells what went
 * wrong in the user's words.
 */
package org.jwasm.launcher;
