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
        place_libraries
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

# What a linked Java is made of.
java_key() { echo "$home $release $linked_modules $(forms | cksum)"; }

# After a build of jwasm alone the linked Java is still good.
reuse_java() {
    [ -x "$dist/image/java/bin/java" ] && [ "$(cat "$dist/image/java.key" 2> /dev/null)" = "$(java_key)" ] || return 1
    # Linked, not copied: who runs it now keeps it.
    cp -al "$dist/image/java" "$image/java" 2>&1 && java_key > "$image/java.key"
}

# Truffle's library for this system, and ours, where they are told to be taken from.
place_libraries() {
    case $(uname -s) in
        Linux) name=linux ;;
        Darwin) name=darwin ;;
        *) return ;;
    esac
    case $(uname -m) in
        x86_64 | amd64) name=$name/amd64 ;;
        aarch64 | arm64) name=$name/aarch64 ;;
        *) return ;;
    esac
    for library in "$dist/attach/META-INF/resources/engine/libtruffleattach/$name/bin"/*; do
        [ -f "$library" ] || continue
        cp "$library" "$image/truffleattach" 2>&1 || rm -f "$image/truffleattach"
    done
    case $name in
        linux/*) cp "$dist/calls/${name#linux/}" "$image/calls" 2>&1 || rm -f "$image/calls" ;;
    esac
}

# Java's own classes for calls of compiled guest code, by the types of functions that programs have most: those of up to eight i32, with an i64 among them
# or none, and a few with floats. Java makes what is missing while the guest waits, some seven of a third of a millisecond for each type.
forms() {
    awk 'function forms(params, result,    holder) {
            holder = "@lambda-form-invoker [LF_RESOLVE] java.lang.invoke."
            print holder "DirectMethodHandle$Holder invokeStatic L" params "L_" result
            print holder "DirectMethodHandle$Holder invokeStatic L" params "LL_" result
            print holder "DirectMethodHandle$Holder invokeSpecial LL" params "L_" result
            print holder "DirectMethodHandle$Holder invokeSpecial LL" params "LL_" result
            print holder "DelegatingMethodHandle$Holder reinvoke_L L" params "LL_" result
            print holder "Invokers$Holder linkToCallSite " params "LL_" result
            print holder "Invokers$Holder invokeExact_MT L" params "LL_" result
        }
        function integers(params) { forms(params, "V"); forms(params, "I"); forms(params, "J") }
        function floats(params) { forms(params, "V"); forms(params, "I"); forms(params, "D") }
        BEGIN {
            for (ints = ""; length(ints) <= 8; ints = ints "I") {
                integers(ints)
                for (at = 1; at <= length(ints); at++) integers(substr(ints, 1, at - 1) "J" substr(ints, at + 1))
                if (length(ints) <= 3) floats(ints "D")
                if (length(ints) >= 1 && length(ints) <= 3) floats("D" ints)
            }
            integers("JJ"); integers("JJI"); integers("IJJ"); integers("IJJI"); floats("DD"); floats("DDD")
            for (ints = ""; length(ints) <= 3; ints = ints "I") { forms(ints, "D"); forms(ints, "F"); forms(ints "F", "F"); forms(ints "F", "V") }
        }'
    # And those of what Truffle does at each start, as the property java.lang.invoke.MethodHandle.TRACE_RESOLVE tells of them.
    for form in 'invokeStatic L4_I' 'invokeStaticInit LJ_L'; do
        echo "@lambda-form-invoker [LF_RESOLVE] java.lang.invoke.DirectMethodHandle\$Holder $form"
    done
}

# A GraalVM has a compiler of its own, and without JVMCI Graal's jars are of no use.
link_java() {
    [ "$graalvm" = no ] && [ "$jvmci" = yes ] && [ -x "$home/bin/jlink" ] || return 1
    say "  linking a Java"
    if "$home/bin/jlink" --add-modules "$linked_modules" --strip-debug --no-man-pages --no-header-files --output "$image/java" 2>&1; then
        # Where Java looks, when it makes a cache, for what it is to make for method handles.
        [ -f "$image/java/lib/classlist" ] && forms >> "$image/java/lib/classlist"
        java_key > "$image/java.key"
    else
        rm -rf "$image/java"
    fi
}

# Runs a program in a mode as jwasm does, and has Java write down what it loaded and how often it ran what.
train() (
    # Not of Java's own methods: those that are busy while the engine starts would be compiled first thing, each time, while a guest waits for its own.
    JWASM_JAVA_OPTS='-XX:CompileCommand=quiet -XX:CompileCommand=exclude,java/*.* -XX:CompileCommand=exclude,jdk/internal/*.* -XX:CompileCommand=exclude,sun/*.*'
    # The stars are no files.
    set -f
    JWASM_DEBUG='' jit=on
    java_options "$1"
    # There is no cache with an upgraded module.
    case $upgrade in --upgrade-module-path*) exit ;; esac
    case $1 in
        stock) say "  training without Graal" ;;
        graal) say "  training with Graal" ;;
    esac
    mkdir "$image/work"
    # A short run leaves a part of the functions in the code cache, if there can be one, those that it translates while it runs: the training finds these there,
    # and makes trees of the others and translates them.
    program=$root/packaging/training/train.wasm code=--cache=$image/code
    rm -rf "$image/code"
    (JWASM_JAVA_OPTS="$JWASM_JAVA_OPTS -Djwasm.completion=off"; start_java run "$code" --dir "$image/work::/" "$program" 1 1 2>&1)
    [ -n "$(find "$image/code" -name '*.jwc' 2> /dev/null)" ] || code=--no-cache
    cache=-XX:AOTCacheOutput=$image/$1.aot
    (start_java run "$code" --dir "$image/work::/" "$program" 4 300 2>&1) || rm -f "$image/$1.aot"
    rm -rf "$image/work" "$image/code"
)
