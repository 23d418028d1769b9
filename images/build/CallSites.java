import static java.lang.classfile.ClassFile.ACC_PRIVATE;
import static java.lang.classfile.ClassFile.ACC_STATIC;
import static java.lang.classfile.ClassFile.ACC_SYNTHETIC;
import static java.lang.constant.ConstantDescs.*;

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
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Replaces in our jars each invokedynamic of a switch over types, and of a record's equals, hashCode and toString, by a plain method
 * that does the same. The JVM would make classes or method handles for each of them anew at every start, which no AOT cache keeps.
 * Arguments: the folder of the class path; the beginning of the names of the jars that are changed.
 */
final class CallSites {
    private static final String TYPE_SWITCH = "java.lang.runtime.SwitchBootstraps.typeSwitch";
    private static final String OBJECT_METHOD = "java.lang.runtime.ObjectMethods.bootstrap";

    private final ClassFile classes;
    private int replaced;

    private CallSites(ClassLoader classPath) {
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
        CallSites sites = new CallSites(new URLClassLoader(urls));
        for (Path jar : jars) {
            String name = jar.getFileName().toString();
            if (name.startsWith(arguments[1])) {
                sites.change(jar);
            } else if (name.startsWith("jffi-")) {
                sites.correct(jar);
            }
        }
        System.out.println("call sites made static: " + sites.replaced);
    }

    private void change(Path jar) throws IOException {
        try (FileSystem entries = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of());
                Stream<Path> files = Files.walk(entries.getPath("/"))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
                ClassModel old = classes.parse(Files.readAllBytes(file));
                Rewriting rewriting = new Rewriting(old);
                byte[] changed = classes.transformClass(old, rewriting.transform());
                if (!rewriting.methods.isEmpty()) {
                    Files.write(file, changed);
                    replaced += rewriting.methods.size();
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /**
     * jffi 1.4.3 looks for a nested class by a name that no class can have: the JVM opens every jar of the class path, 10 ms of each
     * start, only to say that it is not there.
     */
    private void correct(Path jar) throws IOException {
        try (FileSystem entries = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
            Path file = entries.getPath("/com/kenai/jffi/internal/Cleaner.class");
            CodeTransform names = (code, element) -> {
                if (element instanceof ConstantInstruction constant
                        && constant.constantValue().equals("java.lang.ref.Cleaner.Cleanable")) {
                    code.loadConstant("java.lang.ref.Cleaner$Cleanable");
                } else {
                    code.with(element);
                }
            };
            ClassModel old = classes.parse(Files.readAllBytes(file));
            Files.write(file, classes.transformClass(old, ClassTransform.transformingMethodBodies(names)));
        }
    }

    /** One class. */
    private static final class Rewriting {
        private final ClassModel model;
        private final List<Method> methods = new ArrayList<>();

        /** What takes the place of a call site. */
        private record Method(String name, MethodTypeDesc type, Consumer<CodeBuilder> body) {}

        Rewriting(ClassModel model) {
            this.model = model;
        }

        ClassTransform transform() {
            return ClassTransform.transformingMethodBodies(
                            method -> method.code().isPresent()
                                    && method.code().get().elementStream().anyMatch(Rewriting::isReplaced),
                            CodeTransform.ofStateful(() -> this::replace))
                    .andThen(ClassTransform.endHandler(this::addMethods));
        }

        private static boolean isReplaced(CodeElement element) {
            if (!(element instanceof InvokeDynamicInstruction call)) {
                return false;
            }
            return switch (bootstrap(call)) {
                case TYPE_SWITCH -> call.bootstrapArgs().stream().allMatch(ClassDesc.class::isInstance);
                case OBJECT_METHOD -> true;
                default -> false;
            };
        }

        private static String bootstrap(InvokeDynamicInstruction call) {
            ClassDesc owner = call.bootstrapMethod().owner();
            return owner.packageName() + "." + owner.displayName() + "."
                    + call.bootstrapMethod().methodName();
        }

        private void replace(CodeBuilder code, CodeElement element) {
            if (!isReplaced(element)) {
                code.with(element);
                return;
            }
            InvokeDynamicInstruction call = (InvokeDynamicInstruction) element;
            Consumer<CodeBuilder> body;
            if (bootstrap(call).equals(TYPE_SWITCH)) {
                List<ClassDesc> labels = new ArrayList<>();
                call.bootstrapArgs().forEach(label -> labels.add((ClassDesc) label));
                body = builder -> find(builder, labels);
            } else {
                body = new RecordMethods(call)::write;
            }
            Method method = new Method("$site$" + methods.size(), call.typeSymbol(), body);
            methods.add(method);
            boolean isInterface = model.flags().has(java.lang.reflect.AccessFlag.INTERFACE);
            code.invokestatic(model.thisClass().asSymbol(), method.name(), method.type(), isInterface);
        }

        private void addMethods(ClassBuilder builder) {
            for (Method method : methods) {
                builder.withMethodBody(
                        method.name(), method.type(), ACC_PRIVATE | ACC_STATIC | ACC_SYNTHETIC, method.body());
            }
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

    /** What java.lang.runtime.ObjectMethods says of a record's three methods. */
    private static final class RecordMethods {
        private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
        private static final ClassDesc TEXT = ClassDesc.of("java.lang.StringBuilder");

        private final String method;
        private final ClassDesc type;
        private final List<Component> components = new ArrayList<>();

        private record Component(String name, ClassDesc type) {}

        RecordMethods(InvokeDynamicInstruction call) {
            method = call.name().stringValue();
            type = (ClassDesc) call.bootstrapArgs().getFirst();
            for (ConstantDesc getter : call.bootstrapArgs().subList(2, call.bootstrapArgs().size())) {
                DirectMethodHandleDesc field = (DirectMethodHandleDesc) getter;
                components.add(new Component(field.methodName(), field.invocationType().returnType()));
            }
        }

        void write(CodeBuilder code) {
            switch (method) {
                case "equals" -> writeEquals(code);
                case "hashCode" -> writeHashCode(code);
                case "toString" -> writeToString(code);
                default -> throw new IllegalStateException("a record has no method " + method);
            }
        }

        private void writeEquals(CodeBuilder code) {
            Label differs = code.newLabel();
            code.aload(1).instanceOf(type).ifeq(differs);
            for (Component component : components) {
                get(code, 0, component);
                code.aload(1).checkcast(type).getfield(type, component.name(), component.type());
                switch (TypeKind.from(component.type()).asLoadable()) {
                    case INT -> code.if_icmpne(differs);
                    case LONG -> code.lcmp().ifne(differs);
                    case FLOAT, DOUBLE -> code.invokestatic(
                                    wrapper(component),
                                    "compare",
                                    MethodTypeDesc.of(CD_int, component.type(), component.type()))
                            .ifne(differs);
                    default -> code.invokestatic(
                                    OBJECTS, "equals", MethodTypeDesc.of(CD_boolean, CD_Object, CD_Object))
                            .ifeq(differs);
                }
            }
            code.iconst_1().ireturn().labelBinding(differs).iconst_0().ireturn();
        }

        private void writeHashCode(CodeBuilder code) {
            code.iconst_0();
            for (Component component : components) {
                code.bipush(31).imul();
                get(code, 0, component);
                boolean primitive = component.type().isPrimitive();
                code.invokestatic(
                        primitive ? wrapper(component) : OBJECTS,
                        "hashCode",
                        MethodTypeDesc.of(CD_int, primitive ? component.type() : CD_Object));
                code.iadd();
            }
            code.ireturn();
        }

        private void writeToString(CodeBuilder code) {
            code.new_(TEXT).dup().invokespecial(TEXT, "<init>", MethodTypeDesc.of(CD_void));
            String before = type.displayName().substring(type.displayName().lastIndexOf('$') + 1) + "[";
            for (Component component : components) {
                append(code.loadConstant(before + component.name() + "="), CD_String);
                get(code, 0, component);
                ClassDesc as = component.type().isPrimitive() ? component.type() : CD_Object;
                append(code, as.equals(CD_byte) || as.equals(CD_short) ? CD_int : as);
                before = ", ";
            }
            append(code.loadConstant(components.isEmpty() ? before + "]" : "]"), CD_String);
            code.invokevirtual(TEXT, "toString", MethodTypeDesc.of(CD_String)).areturn();
        }

        private void get(CodeBuilder code, int variable, Component component) {
            code.aload(variable).getfield(type, component.name(), component.type());
        }

        private static void append(CodeBuilder code, ClassDesc what) {
            code.invokevirtual(TEXT, "append", MethodTypeDesc.of(TEXT, what));
        }

        private static ClassDesc wrapper(Component component) {
            return switch (TypeKind.from(component.type())) {
                case BOOLEAN -> CD_Boolean;
                case BYTE -> CD_Byte;
                case CHAR -> CD_Character;
                case SHORT -> CD_Short;
                case INT -> CD_Integer;
                case LONG -> CD_Long;
                case FLOAT -> CD_Float;
                case DOUBLE -> CD_Double;
                case REFERENCE, VOID -> throw new IllegalStateException(component + " is no primitive");
            };
        }
    }
}
