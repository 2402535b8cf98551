// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** What users of the artifacts get. */
final class PackagingCommandTest {

    private static final Path ROOT = Command.root();
    private static final Set<String> LIBRARIES = new TreeSet<>(Set.of("nodes", "capabilities", "wasi", "language"));

    @ParameterizedTest
    @ValueSource(strings = {"nodes", "capabilities", "wasi", "language", "launcher"})
    void jarsAreModulesWithTheirLicence(String module) throws IOException {
        try (JarFile jar = new JarFile(ROOT.resolve("launcher/target/dist/lib/" + module + ".jar").toFile())) {
            try (InputStream in = jar.getInputStream(jar.getEntry("module-info.class"))) {
                ModuleDescriptor descriptor = ModuleDescriptor.read(in);
                assertThat(descriptor.name()).isEqualTo("org.jwasm." + module);
                assertThat(descriptor.isOpen()).isFalse();
            }
            assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
            assertThat(jar.getEntry("META-INF/NOTICE")).isNotNull();
            // The same time in each entry: that of no clock.
            assertThat(jar.stream().map(entry -> entry.getLastModifiedTime().toMillis()).distinct()).hasSize(1);
        }
    }

    @Test
    void theBillOfMaterialsHasAllLibraries() throws Exception {
        assertThat(artifacts("packaging/bom/pom.xml", "org.jwasm")).containsAll(LIBRARIES).contains("jwasm");
        assertThat(artifacts("packaging/jwasm/pom.xml", "org.jwasm")).contains("language");
        assertThat(artifacts("packaging/jwasm/pom.xml", "org.graalvm.truffle")).contains("truffle-runtime");
    }

    private static Set<String> artifacts(String pom, String group) throws Exception {
        Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(ROOT.resolve(pom).toFile());
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < document.getElementsByTagName("dependency").getLength(); i++) {
            Element dependency = (Element) document.getElementsByTagName("dependency").item(i);
            if (text(dependency, "groupId").equals(group)) {
                names.add(text(dependency, "artifactId"));
            }
        }
        return names;
    }

    private static String text(Element element, String tag) {
        Node node = element.getElementsByTagName(tag).item(0);
        return node.getTextContent();
    }

    @Test
    void theNoticeNamesTheLicencesOfWhatIsShipped() throws IOException {
        String notice = Files.readString(ROOT.resolve("NOTICE"));
        try (Stream<Path> jars = Stream.of("lib", "runtime", "graal", "tools").flatMap(PackagingCommandTest::jars)) {
            Set<String> groups = jars.map(PackagingCommandTest::mavenGroup).filter(group -> !group.isEmpty() && !group.equals("org.jwasm")).collect(
                            Collectors.toCollection(TreeSet::new));
            assertThat(groups).isNotEmpty().allSatisfy(group -> assertThat(notice).contains(group));
        }
    }

    private static Stream<Path> jars(String folder) {
        try (Stream<Path> files = Files.list(ROOT.resolve("launcher/target/dist").resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList().stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The group that the jar's own copy of its pom is of; empty if it has none. */
    private static String mavenGroup(Path file) {
        try (JarFile jar = new JarFile(file.toFile())) {
            return jar.stream().map(entry -> Pattern.compile("META-INF/maven/([^/]+)/[^/]+/pom.properties").matcher(entry.getName())).filter(
                            matcher -> matcher.matches()).map(matcher -> matcher.group(1)).findFirst().orElse("");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The suite is a Python program that says one value; mx reads it so too. */
    @Test
    void theSuiteOfMxMapsTheModules() throws IOException, InterruptedException {
        String program = "import sys; names = {}; exec(open(sys.argv[1]).read(), names); suite = names['suite']; "
                        + "print(suite['name'], suite['version'], suite['groupId'], suite['defaultLicense'] in suite['licenses']); "
                        + "print(' '.join(sorted(suite['distributions']))); "
                        + "compile(open(sys.argv[2]).read(), sys.argv[2], 'exec')";
        Process python = new ProcessBuilder("python3", "-c", program, ROOT.resolve("mx.conf/suite.py").toString(),
                        ROOT.resolve("mx.conf/mx_conf.py").toString()).redirectErrorStream(true).start();
        String printed = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(python.waitFor(30, TimeUnit.SECONDS)).isTrue();
        String version = Files.readString(ROOT.resolve("pom.xml")).lines().filter(line -> line.startsWith("  <version>")).findFirst().orElseThrow()
                        .replaceAll(" *</?version>", "").replace("-SNAPSHOT", "");
        assertThat(printed.lines()).containsExactly("conf " + version + " org.jwasm True", String.join(" ", LIBRARIES));
        for (String module : LIBRARIES) {
            assertThat(Files.readString(ROOT.resolve(module).resolve("pom.xml"))).contains("<artifactId>" + module + "</artifactId>");
        }
    }
}
