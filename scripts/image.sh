# Copyright 2026 the jwasm developers
# SPDX-License-Identifier: Apache-2.0
# Sourced by jwasm: makes what lets it start quickly, for the Java and the jars that there are. A linked Java without the JDK's
# stub of the Graal compiler, so that Graal can lie on the plain module path and class data can be shared; and for each mode
# a cache of classes as they were after a training run. What can't be made is left out: then jwasm starts as it would without.
# shellcheck shell=sh disable=SC2154 # variables of jwasm

# What the launcher, Graal and Truffle ask for, and what users attach: debuggers, agents, flight recorder, jcmd.
linked_modules=java.base,java.instrument,java.logging,java.management,java.net.http,java.sql,java.xml,jdk.charsets,\
jdk.internal.vm.ci,jdk.jdwp.agent,jdk.jfr,jdk.localedata,jdk.management,jdk.management.agent,jdk.net,jdk.unsupported,jdk.zipfs

make_image() {
    say "preparing for quick starts (once; the log is ${dist#"$root/"}/image.log)"
    (
        image=$dist/image.new quick=yes
        rm -rf "$image"
        mkdir "$image" || exit
        printf '%s\n' "$dist $home $release" "$jvmci $graalvm" > "$image/key"
        [ "$packaged" = yes ] || reuse_java || link_java
        train stock
        [ "$major" = "$wanted" ] && [ "$jvmci$graalvm" != nono ] && train graal
        # The caches know where the jars lie, but not where the linked Java does: the image can still be moved into its place.
        rm -rf "$dist/image.old"
        [ -d "$dist/image" ] && mv "$dist/image" "$dist/image.old"
        mv "$image" "$dist/image"
        rm -rf "$dist/image.old"
        touch "$dist/image/key"
    ) > "$dist/image.log" < /dev/null
}

# After a build of jwasm alone the linked Java is still good.
reuse_java() {
    [ -x "$dist/image/java/bin/java" ] && [ "$(cat "$dist/image/java.key" 2> /dev/null)" = "$home $release" ] || return 1
    # Linked, not copied: who runs it now keeps it.
    cp -al "$dist/image/java" "$image/java" 2>&1 && echo "$home $release" > "$image/java.key"
}

# A GraalVM has a compiler of its own, and without JVMCI Graal's jars are of no use.
link_java() {
    [ "$graalvm" = no ] && [ "$jvmci" = yes ] && [ -x "$home/bin/jlink" ] || return 1
    say "  linking a Java"
    if "$home/bin/jlink" --add-modules "$linked_modules" --strip-debug --no-man-pages --no-header-files --output "$image/java" 2>&1; then
        echo "$home $release" > "$image/java.key"
    else
        rm -rf "$image/java"
    fi
}

# Runs a program in a mode as jwasm does, and has Java write down what it loaded and how often it ran what.
train() (
    JWASM_JAVA_OPTS='' JWASM_DEBUG='' jit=on
    java_options "$1"
    # There is no cache with an upgraded module.
    case $upgrade in --upgrade-module-path*) exit ;; esac
    case $1 in
        stock) say "  training without Graal" ;;
        graal) say "  training with Graal" ;;
    esac
    mkdir "$image/work"
    # Without arguments a part of the functions runs: the training finds these in the code cache, if there can be one, and translates the others.
    program=$root/packaging/training/train.wasm code=--cache=$image/code
    rm -rf "$image/code"
    (start_java run "$code" --dir "$image/work::/" "$program" 2>&1)
    [ -n "$(find "$image/code" -name '*.jwc' 2> /dev/null)" ] || code=--no-cache
    cache=-XX:AOTCacheOutput=$image/$1.aot
    (start_java run "$code" --dir "$image/work::/" "$program" 4 300 2>&1) || rm -f "$image/$1.aot"
    rm -rf "$image/work" "$image/code"
)
