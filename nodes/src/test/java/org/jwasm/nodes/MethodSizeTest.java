// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** HotSpot inlines hot methods up to 325 bytecodes, all up to 35, and compiles none above 8000. */
class MethodSizeTest {

    private static final int HOT = 325;
    private static final int HUGE = 8000;
    private static final int TRIVIAL = 35;

    @Test
    void executeMethodsAreSmallEnoughToBeInlined() throws Exception {
        Map<String, Integer> sizes = sizes("org/jwasm/nodes");
        assertThat(sizes.keySet()).anyMatch(name -> name.contains("I32Nodes$Add.executeInt"))
                        .anyMatch(name -> name.contains("Store16.executeVoid"));
        assertThat(sizes).allSatisfy((name, size) -> assertThat(size).as(name).isLessThanOrEqualTo(name.contains(".execute") ? HOT : HUGE));
    }

    /** Those whose work outweighs a call. */
    private static final List<String> NOT_TRIVIAL = List.of("BulkMemoryNodes", "AtomicNodes", "WideNodes");

    /** All but few. */
    @Test
    void numericAndMemoryInstructionsAreTrivial() throws Exception {
        for (String family : List.of("numeric", "memory", "fused")) {
            Map<String, Integer> sizes = sizes("org/jwasm/nodes/" + family);
            sizes.keySet().removeIf(name -> !name.contains(".execute") || NOT_TRIVIAL.stream().anyMatch(name::contains));
            assertThat(sizes).isNotEmpty().allSatisfy((name, size) -> assertThat(size).as(name).isLessThanOrEqualTo(TRIVIAL));
        }
    }

    @Test
    void numericsAreSmallEnoughToBeInlined() throws Exception {
        assertThat(sizes("org/jwasm/numerics")).isNotEmpty().allSatisfy((name, size) -> assertThat(size).as(name).isLessThanOrEqualTo(HOT));
    }

    /** Bytecodes of each method below a folder of the module's classes. */
    private static Map<String, Integer> sizes(String folder) throws Exception {
        Path root = Path.of(WasmNode.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Map<String, Integer> sizes = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(root.resolve(folder))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
                collect(ClassFile.of().parse(file), sizes);
            }
        } catch (IOException e) {
            throw new AssertionError("the module's classes can't be read", e);
        }
        return sizes;
    }

    private static void collect(ClassModel model, Map<String, Integer> sizes) {
        for (MethodModel method : model.methods()) {
            String name = model.thisClass().asInternalName() + "." + method.methodName() + method.methodType();
            method.code().ifPresent(code -> sizes.put(name, ((CodeAttribute) code).codeLength()));
        }
    }
}
