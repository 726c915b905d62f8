package dev.kith.cli.samples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// All files under `samples/` but its README. Run from the checkout's root, it writes them anew:
///
/// ```
/// mvn -q -pl cli test-compile exec:java ...   (or run main in an IDE)
/// ```
public final class SampleFiles {
    private SampleFiles() {}

    /// Content by file name.
    static Map<String, byte[]> all() {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("people.json", Person.json().getBytes(StandardCharsets.UTF_8));
        files.put("alice.vcf", Exports.ios(Books.of(Person.ALICE)));
        files.put("bob.vcf", Exports.android(Books.of(Person.BOB)));
        files.put("carol.vcf", Exports.google(Books.of(Person.CAROL)));
        files.put("carol.csv", Exports.googleCsv(Books.of(Person.CAROL)));
        files.put("dave.vcf", Exports.outlook(Books.of(Person.DAVE)));
        files.put("erin.csv", Exports.outlookCsv(Books.of(Person.ERIN)));
        return files;
    }

    /// Writes them into the directory given.
    public static void main(String[] args) throws IOException {
        var directory = Path.of(args.length == 0 ? "samples" : args[0]);
        Files.createDirectories(directory);
        for (var file : all().entrySet()) {
            Files.write(directory.resolve(file.getKey()), file.getValue());
        }
    }
}
