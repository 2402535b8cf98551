#!/bin/sh
# Copyright 2026 the jwasm developers
# SPDX-License-Identifier: Apache-2.0

# Builds bin/shapes.wasm from kotlin/ with the Kotlin compiler, which Maven fetches: a program for the collected heap. Needs mvn and
# a Java. `build-kotlin.sh --jvm` runs the same program on the JVM instead, to see what it should print.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
kotlin=2.3.0
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat > "$work/pom.xml" <<END
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>build</groupId><artifactId>kotlin</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.jetbrains.kotlin</groupId><artifactId>kotlin-compiler-embeddable</artifactId><version>$kotlin</version></dependency>
    <dependency><groupId>org.jetbrains.kotlin</groupId><artifactId>kotlin-stdlib-wasm-wasi</artifactId><version>$kotlin</version><type>klib</type></dependency>
  </dependencies>
</project>
END
mvn -q -B -f "$work/pom.xml" dependency:copy-dependencies -DoutputDirectory="$work/lib"
jars=$(echo "$work"/lib/*.jar | tr ' ' ':')
library=$(echo "$work"/lib/*.klib)

if [ "${1:-}" = --jvm ]; then
    "$java" -cp "$jars" org.jetbrains.kotlin.cli.jvm.K2JVMCompiler -no-reflect -no-stdlib -cp "$(echo "$work"/lib/kotlin-stdlib-[0-9]*.jar)" \
        -d "$work/classes" "$here/kotlin/shapes.kt" 2> "$work/log" || { cat "$work/log" >&2; exit 1; }
    "$java" -cp "$jars:$work/classes" ShapesKt
    exit
fi

compile() {
    "$java" -cp "$jars" org.jetbrains.kotlin.cli.js.K2JSCompiler -Xwasm -Xwasm-target=wasm-wasi -ir-output-name shapes "$@" 2> "$work/log" \
        || { cat "$work/log" >&2; exit 1; }
}

compile -libraries "$library" -Xir-produce-klib-file -ir-output-dir "$work/klib" "$here/kotlin/shapes.kt"
compile -libraries "$library:$work/klib/shapes.klib" -Xinclude="$work/klib/shapes.klib" -Xir-produce-js -Xir-dce -ir-output-dir "$work/out"
cp "$work/out/shapes.wasm" "$here/bin/"
