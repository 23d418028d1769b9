import static java.lang.classfile.ClassFile.ACC_PRIVATE;
import static java.lang.classfile.ClassFile.ACC_STATIC;
import static java.lang.classfile.ClassFile.ACC_SYNTHETIC;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Replaces in our jars each invokedynamic of a switch over types by a method with the same instanceof tests. The JVM would make a
 * class for each of them anew at every start, which no AOT cache keeps. Arguments: the folder of the class path; the beginning of
 * the names of the jars that are changed.
 */
final class TypeSwitches {
    private static final String BOOTSTRAP = "java.lang.runtime.SwitchBootstraps.typeSwitch";

    private final ClassFile classes;
    private int replaced;

    private TypeSwitches(ClassLoader classPath) {
        this.classes = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(classPath).cached()));
    }

    public static void main(String[] arguments) throws IOException {
        List<Path> jars;
        try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
            jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
        URL[] urls = new URL[jars.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = jars.get(i).toUri().toURL();
        }
        TypeSwitches switches = new TypeSwitches(new URLClassLoader(urls));
        for (Path jar : jars) {
            if (jar.getFileName().toString().startsWith(arguments[1])) {
                switches.change(jar);
            }
        }
        System.out.println("switches over types made static: " + switches.replaced);
    }

    private void change(Path jar) throws IOException {
        try (FileSystem entries = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of());
                Stream<Path> files = Files.walk(entries.getPath("/"))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
                ClassModel old = classes.parse(Files.readAllBytes(file));
                Rewriting rewriting = new Rewriting(old);
                byte[] changed = classes.transformClass(old, rewriting.transform());
                if (!rewriting.switches.isEmpty()) {
                    Files.write(file, changed);
                    replaced += rewriting.switches.size();
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** One class. */
    private static final class Rewriting {
        private final ClassModel model;
        private final Map<String, List<ClassDesc>> switches = new LinkedHashMap<>();
        private final Map<String, MethodTypeDesc> types = new LinkedHashMap<>();

        Rewriting(ClassModel model) {
            this.model = model;
        }

        ClassTransform transform() {
            return ClassTransform.transformingMethodBodies(
                            method -> method.code().isPresent()
                                    && method.code().get().elementStream().anyMatch(Rewriting::isTypeSwitch),
                            CodeTransform.ofStateful(() -> this::replace))
                    .andThen(ClassTransform.endHandler(this::addMethods));
        }

        private static boolean isTypeSwitch(CodeElement element) {
            if (!(element instanceof InvokeDynamicInstruction call)) {
                return false;
            }
            String owner = call.bootstrapMethod().owner().packageName() + "."
                    + call.bootstrapMethod().owner().displayName();
            return (owner + "." + call.bootstrapMethod().methodName()).equals(BOOTSTRAP)
                    && call.bootstrapArgs().stream().allMatch(ClassDesc.class::isInstance);
        }

        private void replace(CodeBuilder code, CodeElement element) {
            if (!isTypeSwitch(element)) {
                code.with(element);
                return;
            }
            InvokeDynamicInstruction call = (InvokeDynamicInstruction) element;
            String name = "$typeSwitch$" + switches.size();
            List<ClassDesc> labels = new ArrayList<>();
            for (ConstantDesc label : call.bootstrapArgs()) {
                labels.add((ClassDesc) label);
            }
            switches.put(name, labels);
            types.put(name, call.typeSymbol());
            boolean isInterface = model.flags().has(java.lang.reflect.AccessFlag.INTERFACE);
            code.invokestatic(model.thisClass().asSymbol(), name, call.typeSymbol(), isInterface);
        }

        private void addMethods(ClassBuilder builder) {
            switches.forEach((name, labels) -> builder.withMethodBody(
                    name,
                    types.get(name),
                    ACC_PRIVATE | ACC_STATIC | ACC_SYNTHETIC,
                    code -> find(code, labels)));
        }

        /** As SwitchBootstraps.typeSwitch says: −1 for null, the first label from the index on that fits, or their number. */
        private static void find(CodeBuilder code, List<ClassDesc> labels) {
            Label notNull = code.newLabel();
            code.aload(0).ifnonnull(notNull).iconst_m1().ireturn().labelBinding(notNull);
            for (int i = 0; i < labels.size(); i++) {
                Label next = code.newLabel();
                code.iload(1).loadConstant(i).if_icmpgt(next);
                code.aload(0).instanceOf(labels.get(i)).ifeq(next);
                code.loadConstant(i).ireturn().labelBinding(next);
            }
            code.loadConstant(labels.size()).ireturn();
        }
    }
}
