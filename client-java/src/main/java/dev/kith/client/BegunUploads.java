package dev.kith.client;

import dev.kith.client.files.Begun;
import dev.kith.client.files.KeptFiles;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Where uploads were begun, as this device stores it. Without it, an upload begins anew; that is no reason to fail. */
final class BegunUploads implements Begun {
    private static final Logger LOG = Logger.getLogger(BegunUploads.class.getName());

    private final Supplier<Core> core;

    BegunUploads(Supplier<Core> core) {
        this.core = core;
    }

    @Override
    public Optional<String> upload(String digest) throws InterruptedException {
        return asked(files -> files.upload(digest)).flatMap(Function.identity());
    }

    @Override
    public void keep(String digest, String upload) throws InterruptedException {
        told(files -> files.begun(digest, upload));
    }

    @Override
    public void forget(String digest) throws InterruptedException {
        told(files -> files.ended(digest));
    }

    private void told(Consumer<KeptFiles> news) throws InterruptedException {
        var unused = asked(files -> {
            news.accept(files);
            return true;
        });
    }

    /** The loop waits for no file, so it is waited for here; when the client ends, this thread is interrupted. */
    private <T> Optional<T> asked(Function<KeptFiles, T> question) throws InterruptedException {
        try {
            return Optional.of(core.get().ofFiles(question).get());
        } catch (ExecutionException unusable) {
            LOG.log(Level.FINE, "where an upload was begun is not known", unusable);
            return Optional.empty();
        }
    }
}
