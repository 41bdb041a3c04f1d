package dev.countinghouse.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.DoubleEntry;
import java.lang.classfile.constantpool.FloatEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The compiled form of a class, where what is inside a method can be seen too. */
final class ByteCode {

    private static final Pattern FLOAT_OPCODE =
            Pattern.compile("[DF](CONST|A?LOAD|A?STORE|ADD|SUB|MUL|DIV|REM|NEG|CMP|RETURN|2).*|[IL]2[DF]");
    private static final Pattern OBJECT_TYPE = Pattern.compile("L[^;]*;");
    private static final Pattern FLOAT_TYPE = Pattern.compile("[DF]");
    private static final Pattern FLOAT_CLASS = Pattern.compile("java/lang/(Double|Float)");

    private final ClassModel model;

    private ByteCode(ClassModel model) {
        this.model = model;
    }

    static ByteCode of(JavaClass type) {
        try (InputStream bytes = type.getSource().orElseThrow().getUri().toURL().openStream()) {
            return new ByteCode(ClassFile.of().parse(bytes.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything of type float or double: fields, parameters, results, literals, arithmetic, calls. */
    List<String> floats() {
        List<String> found = new ArrayList<>();
        model.fields().stream()
                .filter(field -> isFloat(field.fieldType()))
                .forEach(field -> found.add("field " + field.fieldName()));
        for (MethodModel method : model.methods()) {
            boolean inside = method.code()
                    .map(code -> code.elementStream().anyMatch(ByteCode::isFloat))
                    .orElse(false);
            if (inside || isFloat(method.methodType())) {
                found.add("method " + method.methodName());
            }
        }
        for (PoolEntry entry : model.constantPool()) {
            boolean boxed = entry instanceof ClassEntry type
                    && FLOAT_CLASS.matcher(type.asInternalName()).matches();
            if (boxed || entry instanceof DoubleEntry || entry instanceof FloatEntry) {
                found.add("constant " + entry);
            }
        }
        return found;
    }

    private static boolean isFloat(CodeElement element) {
        return switch (element) {
            case InvokeInstruction call -> isFloat(call.type());
            case FieldInstruction field -> isFloat(field.type());
            case Instruction other ->
                FLOAT_OPCODE.matcher(other.opcode().name()).matches();
            default -> false;
        };
    }

    private static boolean isFloat(Utf8Entry descriptor) {
        String primitives = OBJECT_TYPE.matcher(descriptor.stringValue()).replaceAll("");
        return FLOAT_TYPE.matcher(primitives).find();
    }
}
