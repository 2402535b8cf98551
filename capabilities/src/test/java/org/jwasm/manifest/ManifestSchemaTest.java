// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.jwasm.manifest.internal.ManifestReader;
import org.jwasm.nanoprocess.Resource;
import org.tomlj.Toml;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

/** The published schema says of manifests what the reader does, as far as schemas can. */
class ManifestSchemaTest {

    private static final Path DOCS = Path.of("../docs/manifest.schema.json");

    private static Schema schema() throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(Files.readString(DOCS), InputFormat.JSON);
    }

    private static List<Error> errors(String manifest) throws IOException {
        return schema().validate(Toml.parse(manifest).toJson(), InputFormat.JSON);
    }

    @Test
    void examplesAreValid() throws IOException, ManifestException {
        try (Stream<Path> files = Files.walk(Path.of("../examples"))) {
            List<Path> manifests = files.filter(file -> Manifest.isManifest(file.toString())).toList();
            assertThat(manifests).hasSizeGreaterThanOrEqualTo(5);
            for (Path each : manifests) {
                Manifest.read(each);
                assertThat(errors(Files.readString(each))).as(each.toString()).isEmpty();
            }
        }
    }

    @Test
    void mistakesOfFormAreInvalid() throws IOException {
        assertThat(errors("[process.app]\nmodule = \"a\"")).isEmpty();
        for (String wrong : List.of("mian = \"app\"", "limits = { feul = 1 }", "limits = { deadline = 1 }", "capabilities = { a = \"none\" }",
                        "capabilities = { a = { kind = \"directory\" } }", "capabilities = { a = { kind = \"random\", path = \"x\" } }",
                        "main = { export = \"x\" }")) {
            assertThat(errors(wrong + "\n[process.app]\nmodule = \"a\"")).as(wrong).isNotEmpty();
        }
        for (String wrong : List.of("modul = \"b\"", "sha256 = \"x\"", "wasi = { stdot = \"x\" }", "imports.a = { b = \"c\" }",
                        "capabilities = { a = { path = \"x\" } }")) {
            assertThat(errors("[process.app]\nmodule = \"a\"\n" + wrong)).as(wrong).isNotEmpty();
        }
    }

    @Test
    void nothingIsMissingInIt() throws IOException {
        String text = Files.readString(DOCS);
        Set<String> words = new TreeSet<>();
        Arrays.stream(Setting.values()).forEach(setting -> words.add(setting.toString()));
        Arrays.stream(CapabilityKind.values()).forEach(kind -> words.add(kind.toString()));
        Arrays.stream(Resource.values()).forEach(resource -> words.add(ManifestReader.key(resource)));
        assertThat(words).allSatisfy(word -> assertThat(text).contains("\"" + word + "\""));
    }
}
