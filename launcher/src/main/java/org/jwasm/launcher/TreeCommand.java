// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.Callable;
import org.jwasm.manifest.Manifest;
import org.jwasm.manifest.TreeText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jwasm tree}: who holds what. */
@Command(name = "tree", synopsisHeading = "Usage: ", customSynopsis = "jwasm tree [OPTIONS] MANIFEST", sortOptions = false,
                optionListHeading = "%nOptions:%n", parameterListHeading = "%nParameters:%n", descriptionHeading = "%n",
                header = "Show who holds what.",
                description = {"Prints the nano-processes of a manifest, what each of them holds, with rights, scope, caveats and from whom, and how "
                                + "they are wired. The lines are the same for the same manifest, so that two of them can be compared."},
                footer = {"", "Examples:",
                                "  jwasm tree app.toml                   print it",
                                "  jwasm tree --html app.html app.toml   a page with a picture",
                                "  jwasm tree --svg - app.toml           the picture alone, to standard output",
                                "", "Exit codes: 0 done, 1 not."})
final class TreeCommand implements Callable<Integer> {

    @Option(names = "--html", paramLabel = "OUT", description = "Write a page with a picture, that needs no other files.")
    private String html;

    @Option(names = "--svg", paramLabel = "OUT", description = "Write the picture alone.")
    private String svg;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this help.")
    private boolean help;

    @Parameters(arity = "1", paramLabel = "MANIFEST", description = "A manifest, *.toml.")
    private String file;

    @Override
    public Integer call() throws LoadException {
        Manifest manifest = ApplicationRun.read(file);
        TreePicture picture = new TreePicture(manifest);
        if (svg != null) {
            Output.write(svg, out -> out.write(picture.svg().getBytes(UTF_8)));
        }
        if (html != null) {
            Output.write(html, out -> out.write(picture.html().getBytes(UTF_8)));
        }
        if (svg == null && html == null) {
            Output.write(Output.STANDARD_OUTPUT, out -> out.write((String.join("\n", TreeText.of(manifest)) + "\n").getBytes(UTF_8)));
        }
        return ExitCode.SUCCESS;
    }
}
