package dev.kith.cli;

import dev.kith.cli.account.AccountCommand;
import dev.kith.cli.account.DevicesCommand;
import dev.kith.cli.account.SignOutCommand;
import dev.kith.cli.account.SignUpCommand;
import dev.kith.cli.account.TracesCommand;
import dev.kith.cli.account.WhoAmICommand;
import dev.kith.cli.chat.ChatCommand;
import dev.kith.cli.contacts.ContactsCommand;
import dev.kith.cli.file.FilesCommand;
import dev.kith.cli.group.GroupsCommand;
import dev.kith.cli.presence.PresenceCommand;
import dev.kith.cli.profile.ProfileCommand;
import dev.kith.cli.relationship.BlockCommand;
import dev.kith.cli.relationship.FollowCommand;
import dev.kith.cli.relationship.GrantCommand;
import dev.kith.cli.relationship.RelationshipsCommand;
import dev.kith.cli.relationship.RequestsCommand;
import dev.kith.cli.relationship.UnblockCommand;
import dev.kith.cli.screen.LineSink;
import dev.kith.cli.screen.Screen;
import dev.kith.cli.talk.CancelCommand;
import dev.kith.cli.talk.ConversationsCommand;
import dev.kith.cli.talk.DeleteCommand;
import dev.kith.cli.talk.EditCommand;
import dev.kith.cli.talk.HistoryCommand;
import dev.kith.cli.talk.ListenCommand;
import dev.kith.cli.talk.ReactCommand;
import dev.kith.cli.talk.SearchCommand;
import dev.kith.cli.talk.SendCommand;
import dev.kith.cli.talk.WatchCommand;
import dev.kith.client.KithException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The command line of Kith.
@Command(
        name = "kith-cli",
        description = "Kith from a terminal and from scripts: contacts, profiles, messages, presence.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        version = "kith-cli 0.1.0",
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:refused, or not possible; one line says why",
            "2:wrong usage",
            "3:nobody is signed in here, or not any more",
            "4:the server does not answer"
        },
        subcommands = {
            SignUpCommand.class,
            WhoAmICommand.class,
            ContactsCommand.class,
            ProfileCommand.class,
            ChatCommand.class,
            SendCommand.class,
            EditCommand.class,
            DeleteCommand.class,
            CancelCommand.class,
            ReactCommand.class,
            ListenCommand.class,
            HistoryCommand.class,
            SearchCommand.class,
            ConversationsCommand.class,
            WatchCommand.class,
            PresenceCommand.class,
            RelationshipsCommand.class,
            RequestsCommand.class,
            GrantCommand.class,
            FollowCommand.class,
            BlockCommand.class,
            UnblockCommand.class,
            GroupsCommand.class,
            FilesCommand.class,
            AccountCommand.class,
            DevicesCommand.class,
            TracesCommand.class,
            SignOutCommand.class
        })
public final class KithCli implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    CommandSpec spec;

    @Mixin
    final Settings settings;

    final Screen screen;
    private final BufferedReader input;

    KithCli(Map<String, String> environment, Screen screen, InputStream input) {
        this.settings = new Settings(environment);
        this.screen = screen;
        this.input = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
    }

    public static void main(String[] args) {
        LogManager.getLogManager().reset();
        Logger.getLogger("").setLevel(Level.OFF);
        // The SQLite driver would otherwise have it said on the terminal that nobody takes its log.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        var environment = System.getenv();
        var screen = Screen.ofProcess(environment);
        System.exit(run(new KithCli(environment, screen, System.in), args));
    }

    /// Everything but the end of the process.
    static int run(KithCli cli, String... args) {
        var line = new CommandLine(cli);
        line.setColorScheme(CommandLine.Help.defaultColorScheme(
                cli.screen.paint(Screen.Colour.BOLD, "").isEmpty() ? Ansi.OFF : Ansi.ON));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((wrong, given) -> cli.wrongUsage(wrong));
        line.setExecutionExceptionHandler((thrown, command, parsed) -> cli.failed(thrown));
        line.setOut(new PrintWriter(new LineSink(cli.screen::line), true));
        line.setErr(new PrintWriter(new LineSink(cli.screen::error), true));
        return line.execute(args);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? kith-cli --help lists them.");
    }

    /// A line from the user; empty at the end of the input.
    public String ask(String question) throws IOException {
        if (screen.isTerminal()) {
            System.err.print(question);
            System.err.flush();
        }
        var answer = input.readLine();
        return answer == null ? "" : answer.strip();
    }

    /// The next line of the input; empty at its end.
    public Optional<String> nextLine() throws IOException {
        return Optional.ofNullable(input.readLine());
    }

    public String allInput() throws IOException {
        var text = new StringBuilder();
        for (var line = input.readLine(); line != null; line = input.readLine()) {
            text.append(text.isEmpty() ? "" : "\n").append(line);
        }
        return text.toString();
    }

    private int wrongUsage(ParameterException wrong) {
        var command = wrong.getCommandLine().getCommandSpec().qualifiedName();
        return print(Failure.usage(wrong.getMessage() + "  (" + command + " --help)"));
    }

    private int failed(Exception thrown) {
        return print(
                switch (thrown) {
                    case Failure known -> known;
                    case KithException refusal -> Failure.of(refusal, settings.serverForSignUp());
                    case ParameterException wrong -> Failure.usage(String.valueOf(wrong.getMessage()));
                    case IllegalStateException state ->
                        new Failure(ExitCode.USAGE, "usage", String.valueOf(state.getMessage()));
                    case InterruptedException stopped -> new Failure(ExitCode.REFUSED, "interrupted", "Interrupted.");
                    case java.nio.file.NoSuchFileException missing ->
                        new Failure(ExitCode.REFUSED, "no-file", "There is no file " + missing.getMessage() + ".");
                    case IOException file ->
                        new Failure(ExitCode.REFUSED, "file", "Cannot read or write: " + file.getMessage());
                    default -> new Failure(ExitCode.REFUSED, "internal", "This is a fault of kith-cli: " + thrown);
                });
    }

    private int print(Failure failure) {
        if (settings.json) {
            var error = new LinkedHashMap<String, Object>();
            error.put("code", failure.code());
            error.put("detail", failure.line());
            screen.jsonError(Map.of("error", error));
        } else {
            screen.error(screen.paint(Screen.Colour.RED, "kith-cli: ") + failure.line());
        }
        return failure.exitCode();
    }
}
