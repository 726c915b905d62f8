package dev.kith.cli;

import dev.kith.cli.screen.Screen;
import dev.kith.cli.session.Names;
import dev.kith.cli.session.Session;
import dev.kith.client.Kith;
import dev.kith.client.KithException;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/// What the commands have in common: settings, screen, session, and waiting for the SDK's answers.
@Command(mixinStandardHelpOptions = true)
public abstract class KithCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @ParentCommand
    @Nullable
    Object parent;

    /// The root, whichever group the command is in.
    public final KithCli root() {
        var above = Objects.requireNonNull(parent);
        return above instanceof KithCommand group ? group.root() : (KithCli) above;
    }

    public final Settings settings() {
        return root().settings;
    }

    public final Screen screen() {
        return root().screen;
    }

    public final boolean json() {
        return settings().json;
    }

    public final Session session() {
        return new Session(settings().sessionFile());
    }

    public final Session.Content signedIn() throws IOException {
        return session().read().orElseThrow(Failure::signedOut);
    }

    public final String server() throws IOException {
        return settings().server(session().read().map(Session.Content::server).orElseGet(settings()::serverForSignUp));
    }

    /// A client of the signed-in user, not started.
    public final Kith kith() throws IOException {
        var content = signedIn();
        var kith = new Kith();
        kith.setServer(settings().server(content.server()));
        kith.setTokenVault(session());
        return kith;
    }

    public final Names names() throws IOException {
        return Names.load(session().names(signedIn().uid()));
    }

    /// Waits for an answer.
    ///
    /// @throws Failure a refusal, or none in a minute
    public final <T> T answer(CompletableFuture<T> future) throws IOException, InterruptedException {
        return answer(future, PATIENCE);
    }

    public final <T> T answer(CompletableFuture<T> future, Duration patience) throws IOException, InterruptedException {
        try {
            return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw failure(KithException.from(failed));
        } catch (TimeoutException silence) {
            throw failure(KithException.noAnswer(
                    "No answer from " + server() + " within " + patience.toSeconds() + " s.", silence));
        }
    }

    private Failure failure(KithException refusal) throws IOException {
        return refusal.getCause() instanceof Failure own ? own : Failure.of(refusal, server());
    }
}
