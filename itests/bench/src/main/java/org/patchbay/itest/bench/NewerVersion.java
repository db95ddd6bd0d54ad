package org.patchbay.itest.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * A copy of a bundle with another version, in which each entry begins with a {@link Mark}: the copy differs from the others by its
 * version's name in the code.
 */
record NewerVersion(Replaceable what, String version) {
    private static final ClassDesc MARK = ClassDesc.of(Mark.class.getName());
    private static final MethodTypeDesc MARK_TYPE = MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String);

    /** Returns what the copy's marks say. */
    String mark(Replaceable.Entry entry) {
        return what.bundle() + " " + entry.method() + " " + version;
    }

    /** Writes the copy beside the folder {@code deploy} and returns it, not yet dropped. */
    Path prepare(Path home, Path deploy) {
        Path copy = deploy.resolve("." + file() + ".part");
        Map<String, Replaceable.Entry> marked = new HashMap<>();
        for (Replaceable.Entry entry : what.entries()) marked.put(classFile(what.type(entry)), entry);
        try (JarFile from = new JarFile(what.jar(home).toFile())) {
            Manifest manifest = new Manifest(from.getManifest());
            manifest.getMainAttributes().putValue("Bundle-Version", version);
            try (JarOutputStream to = new JarOutputStream(Files.newOutputStream(copy), manifest)) {
                for (JarEntry entry : Collections.list(from.entries())) {
                    if (entry.isDirectory() || entry.getName().equals(JarFile.MANIFEST_NAME)) continue;
                    byte[] bytes = from.getInputStream(entry).readAllBytes();
                    Replaceable.Entry mark = marked.remove(entry.getName());
                    add(to, entry.getName(), mark == null ? bytes : marked(bytes, mark));
                }
                String name = classFile(Mark.class.getName());
                try (InputStream bytes = Mark.class.getClassLoader().getResourceAsStream(name)) {
                    add(to, name, bytes.readAllBytes());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!marked.isEmpty()) throw new IllegalStateException("not in the bundle: " + marked.keySet());
        return copy;
    }

    /** Puts a copy into the folder in one step. */
    Path drop(Path copy) {
        try {
            return Files.move(copy, copy.resolveSibling(file()), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String file() {
        return what.bundle() + "-" + version + ".jar";
    }

    private static String classFile(String type) {
        return type.replace('.', '/') + ".class";
    }

    private static void add(JarOutputStream jar, String name, byte[] bytes) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(bytes);
    }

    private byte[] marked(byte[] bytes, Replaceable.Entry entry) {
        ClassFile file = ClassFile.of();
        return file.transformClass(file.parse(bytes), (builder, element) -> mark(builder, element, entry));
    }

    /** Renames the method, and puts one in its place that marks and passes on: so the code itself needs no change. */
    private void mark(ClassBuilder builder, ClassElement element, Replaceable.Entry entry) {
        if (!(element instanceof MethodModel method) || !isEntry(method, entry)) {
            builder.with(element);
            return;
        }
        String renamed = entry.method() + "$unmarked";
        MethodTypeDesc type = method.methodTypeSymbol();
        ClassDesc owner = method.parent().orElseThrow().thisClass().asSymbol();
        builder.withMethod(renamed, type, ClassFile.ACC_PUBLIC, kept -> method.forEach(kept::with));
        builder.withMethodBody(entry.method(), type, ClassFile.ACC_PUBLIC, code -> {
            code.loadConstant(mark(entry)).invokestatic(MARK, "of", MARK_TYPE).aload(0);
            for (int i = 0; i < type.parameterCount(); i++) {
                code.loadLocal(TypeKind.from(type.parameterType(i)), code.parameterSlot(i));
            }
            code.invokevirtual(owner, renamed, type).return_(TypeKind.from(type.returnType()));
        });
    }

    private static boolean isEntry(MethodModel method, Replaceable.Entry entry) {
        boolean plain =
                !method.flags().has(AccessFlag.BRIDGE) && !method.flags().has(AccessFlag.PRIVATE);
        return plain && method.methodName().equalsString(entry.method());
    }
}
