package dev.kith.cli.file;

import dev.kith.cli.ExitCode;
import dev.kith.cli.Failure;
import dev.kith.cli.KithCommand;
import dev.kith.cli.screen.Screen;
import dev.kith.client.OwnFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What the user has at the server.
@Command(name = "list", description = "Your files at the server.")
final class ListCommand extends KithCommand {
    private static final int LARGEST_PAGE = 500;

    @Option(names = "--count", paramLabel = "N", description = "At most so many; 100 unless said.")
    int count = 100;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (count < 1) {
            throw Failure.usage("--count is 1 or more.");
        }
        try (var kith = kith()) {
            var page = answer(kith.files().list(Math.min(count, LARGEST_PAGE)));
            var files = new ArrayList<>(page.files());
            while (page.next().isPresent() && files.size() < count) {
                page = answer(kith.files()
                        .list(
                                Math.min(count - files.size(), LARGEST_PAGE),
                                page.next().get()));
                files.addAll(page.files());
            }
            show(files, page.next().isPresent());
        }
        return ExitCode.OK;
    }

    private void show(List<OwnFile> files, boolean more) {
        if (json()) {
            screen().json(Map.of(
                    "files", files.stream().map(ListCommand::object).toList(), "more", more));
            return;
        }
        screen().table(
                        List.of("id", "name", "size", "type", "since"),
                        files.stream().map(ListCommand::row).toList());
        if (more) {
            screen().line("There are more: --count " + 2 * count);
        }
    }

    private static List<String> row(OwnFile file) {
        return List.of(
                file.id(),
                Screen.safeLine(file.name()),
                Long.toString(file.size()),
                file.type(),
                file.createdAt().toString());
    }

    private static Map<String, Object> object(OwnFile file) {
        var out = new LinkedHashMap<String, Object>();
        out.put("id", file.id());
        out.put("name", file.name());
        out.put("size", file.size());
        out.put("type", file.type());
        out.put("picture", file.picture());
        out.put("createdAt", file.createdAt().toString());
        return out;
    }
}
