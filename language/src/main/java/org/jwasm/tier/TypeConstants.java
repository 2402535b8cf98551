// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;

import org.jwasm.structure.DefinedType;

/**
 * The types of a module as constants for HotSpot: of the first, which are nearly all that programs call by, fields of a class that each loader of a module has. A
 * dynamic constant of each function's class would have the JVM call a method for each, a fiftieth of CPython's start.
 */
final class TypeConstants {

    static final String CLASS = CompiledClasses.PACKAGE + ".Types";
    static final ClassDesc TYPE = NumericEmitter.desc(DefinedType.class);
    /** More would make a long method of what sets them. */
    private static final int MOST_FIELDS = 1024;
    private static final ClassDesc LINKAGE = NumericEmitter.desc(Linkage.class);
    private static final DirectMethodHandleDesc TYPE_AT = MethodHandleDesc.ofMethod(DirectMethodHandleDesc.Kind.STATIC, LINKAGE, "type",
                    MethodTypeDesc.of(TYPE, ConstantDescs.CD_MethodHandles_Lookup, ConstantDescs.CD_String, ConstantDescs.CD_Class, ConstantDescs.CD_Object));
    private static final MethodTypeDesc TYPES = MethodTypeDesc.of(TYPE.arrayType(), ConstantDescs.CD_Class, ConstantDescs.CD_int);

    private TypeConstants() {
    }

    private static String field(int index) {
        return "t" + index;
    }

    /** Emits the loading of a type that the module defines. */
    static void load(CodeBuilder code, int index) {
        if (index < MOST_FIELDS) {
            code.getstatic(ClassDesc.of(CLASS), field(index), TYPE);
        } else {
            code.ldc(DynamicConstantDesc.ofNamed(TYPE_AT, ConstantDescs.DEFAULT_NAME, TYPE, index));
        }
    }

    /**
     * The class with the fields.
     *
     * @param types how many the module has
     */
    static byte[] build(int types) {
        int count = Math.min(types, MOST_FIELDS);
        ClassDesc self = ClassDesc.of(CLASS);
        return ClassFile.of().build(self, type -> {
            type.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL);
            for (int i = 0; i < count; i++) {
                type.withField(field(i), TYPE, ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC | ClassFile.ACC_FINAL);
            }
            type.withMethodBody(ConstantDescs.CLASS_INIT_NAME, ConstantDescs.MTD_void, ClassFile.ACC_STATIC, code -> {
                code.loadConstant(self).loadConstant(count).invokestatic(LINKAGE, "types", TYPES).astore(0);
                for (int i = 0; i < count; i++) {
                    code.aload(0).loadConstant(i).aaload().putstatic(self, field(i), TYPE);
                }
                code.return_();
            });
        });
    }
}
