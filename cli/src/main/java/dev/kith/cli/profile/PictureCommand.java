package dev.kith.cli.profile;

import dev.kith.cli.ExitCode;
import dev.kith.cli.Failure;
import dev.kith.cli.KithCommand;
import dev.kith.client.GroupProfile;
import dev.kith.client.PictureSize;
import dev.kith.client.Pictures;
import dev.kith.client.SelfProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Pictures of users and groups.
@Command(
        name = "picture",
        description = "Your picture, those of others, and those of groups.",
        subcommands = {PictureCommand.Change.class, PictureCommand.Get.class, PictureCommand.Remove.class})
final class PictureCommand extends KithCommand {
    /// The SDK gives up by itself when nothing moves.
    private static final Duration PATIENCE = Duration.ofHours(1);

    @Override
    public Integer call() {
        throw Failure.usage("profile picture set FILE, profile picture get ADDRESS FILE, or profile picture remove");
    }

    /// Another one.
    @Command(name = "set", description = "Show this picture, a JPEG or PNG, to whoever sees the field 'picture'.")
    static final class Change extends KithCommand {
        @Parameters(paramLabel = "FILE")
        @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
        Path file;

        @Option(
                names = "--level",
                paramLabel = "N",
                split = ",",
                description = "Who sees it: the levels that open it, 0 for anyone. Without: as it is.")
        @Nullable
        Set<Integer> levels;

        @Option(names = "--group", paramLabel = "GROUP", description = "That of a group, which everybody in it sees.")
        @Nullable
        Long group;

        @Override
        public Integer call() throws IOException, InterruptedException {
            if (group != null && levels != null) {
                throw Failure.usage("Either --group or --level.");
            }
            if (!Files.isRegularFile(file)) {
                throw new Failure(ExitCode.REFUSED, "no-file", "There is no file " + file + ".");
            }
            try (var kith = kith()) {
                if (group != null) {
                    print(this, answer(kith.pictures().setOfGroup(group, file), PATIENCE));
                } else {
                    print(this, answer(own(kith.pictures()), PATIENCE));
                }
            }
            return ExitCode.OK;
        }

        private CompletableFuture<SelfProfile> own(Pictures pictures) {
            return levels == null ? pictures.set(file) : pictures.set(file, levels);
        }
    }

    /// Somebody's.
    @Command(name = "get", description = "Fetch the picture that you see of somebody, or of a group, into a file.")
    static final class Get extends KithCommand {
        @Parameters(paramLabel = "ADDRESS", index = "0", description = "Or the number of a group with --group.")
        String of = "";

        @Parameters(paramLabel = "FILE", index = "1")
        @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
        Path file;

        @Option(names = "--group", description = "The picture is that of a group.")
        boolean group;

        @Option(names = "--small", description = "The small one.")
        boolean small;

        @Override
        public Integer call() throws IOException, InterruptedException {
            var size = small ? PictureSize.SMALL : PictureSize.FULL;
            try (var kith = kith()) {
                var found = answer(
                        group
                                ? kith.pictures().fetchOfGroup(number(of), size)
                                : kith.pictures().fetch(of, size),
                        PATIENCE);
                save(found);
            }
            return ExitCode.OK;
        }

        private void save(Optional<Path> found) throws IOException {
            var picture = found.orElseThrow(
                    () -> new Failure(ExitCode.REFUSED, "no-picture", "There is no picture, or none for you."));
            Files.copy(picture, file, StandardCopyOption.REPLACE_EXISTING);
            if (json()) {
                screen().json(Map.of("file", file.toString(), "size", Files.size(file)));
            }
        }

        private static long number(String group) {
            try {
                return Long.parseLong(group);
            } catch (NumberFormatException noNumber) {
                throw Failure.usage("'" + group + "' is no number of a group.");
            }
        }
    }

    /// None any more.
    @Command(name = "remove", description = "Show no picture any more.")
    static final class Remove extends KithCommand {
        @Option(names = "--group", paramLabel = "GROUP", description = "That of a group.")
        @Nullable
        Long group;

        @Override
        public Integer call() throws IOException, InterruptedException {
            try (var kith = kith()) {
                if (group != null) {
                    print(this, answer(kith.pictures().removeOfGroup(group)));
                } else {
                    print(this, answer(kith.pictures().remove()));
                }
            }
            return ExitCode.OK;
        }
    }

    private static void print(KithCommand command, SelfProfile profile) {
        ProfileCommand.print(command, profile);
    }

    private static void print(KithCommand command, GroupProfile profile) {
        if (command.json()) {
            command.screen().json(Map.of("group", profile.group(), "fields", profile.fields()));
        } else {
            command.screen().line("Group " + profile.group() + ", version " + profile.version());
        }
    }
}
