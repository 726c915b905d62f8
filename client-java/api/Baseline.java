import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.AccessFlags;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/// Keeps what apps can call of the SDK, without what it does: the classes of the exported packages, without code and
/// what is not public or protected. The build compares the SDK with it. The same classes make the same bytes.
///
/// `java Baseline.java CLASSES JAR`
final class Baseline {
    private static final List<String> EXPORTED = List.of(".", "blocking", "phonebook");
    private static final String ROOT = "dev/kith/client";

    /// The first moment that a jar can name.
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private static final ClassTransform BARE = ClassTransform.dropping(element ->
                    element instanceof SourceFileAttribute
                            || element instanceof MethodModel method && !isOffered(method.flags())
                            || element instanceof FieldModel field && !isOffered(field.flags()))
            .andThen(ClassTransform.transformingMethods((method, element) -> {
                if (!(element instanceof CodeModel)) {
                    method.with(element);
                }
            }));

    private Baseline() {}

    public static void main(String[] args) throws IOException {
        var classes = Path.of(args[0]);
        try (var jar = new JarOutputStream(Files.newOutputStream(Path.of(args[1])))) {
            for (var exported : EXPORTED) {
                try (var files = Files.list(classes.resolve(ROOT).resolve(exported).normalize())) {
                    files.filter(file -> file.toString().endsWith(".class"))
                            .sorted()
                            .forEach(file -> add(jar, classes, file));
                }
            }
        }
    }

    private static void add(JarOutputStream jar, Path classes, Path file) {
        try {
            var entry = new JarEntry(classes.relativize(file).toString());
            entry.setTimeLocal(NO_TIME);
            jar.putNextEntry(entry);
            var compiled = ClassFile.of(ClassFile.ConstantPoolSharingOption.NEW_POOL);
            jar.write(compiled.transformClass(compiled.parse(file), BARE));
            jar.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOffered(AccessFlags flags) {
        return flags.has(AccessFlag.PUBLIC) || flags.has(AccessFlag.PROTECTED);
    }
}
