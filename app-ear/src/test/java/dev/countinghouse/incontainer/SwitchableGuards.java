package dev.countinghouse.incontainer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.function.Consumer;
import org.jboss.shrinkwrap.api.asset.ByteArrayAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Rewrites the built classes so that each guard can be switched off by itself, in one deployment. */
final class SwitchableGuards {

    private static final ClassDesc REMOVED = ClassDesc.of(RemovedGuard.class.getName());
    private static final ClassDesc ROLE = ClassDesc.of("dev.countinghouse.identity.Role");
    private static final ClassDesc CALLER = ClassDesc.of("dev.countinghouse.identity.Caller");
    private static final ClassDesc SET = ClassDesc.of("java.util.Set");
    private static final ClassDesc OPTIONAL = ClassDesc.of("java.util.Optional");

    /**
     * A guard of the code.
     *
     * @param name in docs/ISOLATION.md
     * @param type its class, below {@code dev/countinghouse}
     * @param instead what the method does when the guard is removed
     */
    record Guard(String name, String type, String method, Consumer<CodeBuilder> instead) {}

    static final List<Guard> IN_EJB = List.of(
            new Guard(
                    "one scope per statement",
                    "tenancy/TransactionScope",
                    "allows",
                    code -> code.iconst_1().ireturn()),
            new Guard("one scope per transaction", "tenancy/TransactionScope", "enter", CodeBuilder::return_),
            new Guard(
                    "plain statements alone",
                    "tenancy/ScopeGuard",
                    "isPlain",
                    code -> code.iconst_1().ireturn()),
            new Guard(
                    "membership of a token's user",
                    "identity/Authentication",
                    "asMember",
                    code -> code.aload(1)
                            .getstatic(ROLE, "OWNER", ROLE)
                            .invokevirtual(ROLE, "permissions", MethodTypeDesc.of(SET))
                            .invokevirtual(CALLER, "allowed", MethodTypeDesc.of(CALLER, SET))
                            .invokestatic(OPTIONAL, "of", MethodTypeDesc.of(OPTIONAL, ConstantDescs.CD_Object))
                            .areturn()));

    static final List<Guard> IN_WEB = List.of(new Guard(
            "header and subdomain agree with the credential",
            "web/api/TenantFilter",
            "agrees",
            code -> code.iconst_1().ireturn()));

    private SwitchableGuards() {}

    static JavaArchive in(JavaArchive product) {
        IN_EJB.forEach(guard -> {
            String path = "/dev/countinghouse/" + guard.type() + ".class";
            byte[] rewritten = asked(bytes(product.get(path).getAsset().openStream()), guard);
            product.delete(path);
            product.add(new ByteArrayAsset(rewritten), path);
        });
        String scope = "/dev/countinghouse/tenancy/Scope.class";
        byte[] entering = entering(bytes(product.get(scope).getAsset().openStream()));
        product.delete(scope);
        product.add(new ByteArrayAsset(entering), scope);
        return product;
    }

    static WebArchive in(WebArchive web) {
        IN_WEB.forEach(guard -> {
            String path = "/WEB-INF/classes/dev/countinghouse/" + guard.type() + ".class";
            byte[] rewritten = asked(bytes(web.get(path).getAsset().openStream()), guard);
            web.delete(path);
            web.add(new ByteArrayAsset(rewritten), path);
        });
        return web;
    }

    /** The method begins with the question whether its guard is removed. */
    private static byte[] asked(byte[] type, Guard guard) {
        CodeTransform question = CodeTransform.ofStateful(() -> new CodeTransform() {
            @Override
            public void atStart(CodeBuilder code) {
                code.ldc(guard.name())
                        .invokestatic(
                                REMOVED, "is", MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_String))
                        .ifThen(guard.instead()::accept);
            }

            @Override
            public void accept(CodeBuilder code, java.lang.classfile.CodeElement element) {
                code.with(element);
            }
        });
        return transformed(type, guard.method(), question);
    }

    /** What {@code Scope.entering} returns may be changed. */
    private static byte[] entering(byte[] type) {
        return transformed(type, "entering", (code, element) -> {
            if (element instanceof ReturnInstruction returning && returning.opcode() == Opcode.ARETURN) {
                code.invokestatic(
                        REMOVED, "entering", MethodTypeDesc.of(ConstantDescs.CD_String, ConstantDescs.CD_String));
            }
            code.with(element);
        });
    }

    private static byte[] transformed(byte[] type, String method, CodeTransform change) {
        // what is not on the test's class path need not be told from other objects
        ClassFile files =
                ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver.defaultResolver()
                        .orElse(unknown ->
                                ClassHierarchyResolver.ClassHierarchyInfo.ofClass(ConstantDescs.CD_Object))));
        boolean[] found = {false};
        byte[] changed = files.transformClass(
                files.parse(type),
                ClassTransform.transformingMethodBodies(
                        model -> {
                            boolean it = model.methodName().equalsString(method)
                                    && (model.flags().flagsMask() & ClassFile.ACC_SYNTHETIC) == 0;
                            found[0] |= it;
                            return it;
                        },
                        change));
        if (!found[0]) {
            throw new IllegalStateException("there is no method " + method + " any more");
        }
        return changed;
    }

    private static byte[] bytes(InputStream in) {
        try (in) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
