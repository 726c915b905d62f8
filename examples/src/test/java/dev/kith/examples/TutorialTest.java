package dev.kith.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What the tutorial asks its reader to type is what is compiled here.
class TutorialTest {
    private static final Path HOME = Path.of(System.getProperty("kith.home"));
    private static final Path SOURCES = Path.of("src", "main", "java", "dev", "kith", "examples");
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void showsProgramsAsTheyAre() throws IOException {
        var shown = JAVA.matcher(Files.readString(HOME.resolve("docs").resolve("tutorial.md")))
                .results()
                .map(block -> block.group(1))
                .toList();

        assertThat(shown).containsExactly(ofOneFile("Chat"), ofOneFile("Bot"));
    }

    @Test
    void namesNoFileThatThereIsNot() throws IOException {
        var page = Files.readString(HOME.resolve("docs").resolve("tutorial.md"));
        var linked = Pattern.compile("]\\(([^)#]+)[^)]*\\)")
                .matcher(page)
                .results()
                .map(link -> link.group(1))
                .filter(link -> !link.contains("://"))
                .toList();

        assertThat(linked).isNotEmpty();
        assertThat(linked).allMatch(link -> Files.exists(HOME.resolve("docs").resolve(link)));
    }

    @Test
    void chatHasTwentyLines() throws IOException {
        var lines = List.of(whole("Chat").split("\n"));
        int first = lines.indexOf("    public static void main(String[] arguments) {");

        assertThat(lines.subList(first + 1, lines.size()))
                .filteredOn(line -> line.strip().length() > 1)
                .hasSizeLessThanOrEqualTo(20);
    }

    /// A program that is run from its source has no package.
    private static String ofOneFile(String program) throws IOException {
        return whole(program).replaceFirst("package .*;\n\n", "");
    }

    private static String whole(String program) throws IOException {
        return Files.readString(SOURCES.resolve(program + ".java"));
    }
}
