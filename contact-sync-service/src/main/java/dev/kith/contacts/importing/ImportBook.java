package dev.kith.contacts.importing;

import dev.kith.contacts.book.BookConfiguration;
import dev.kith.contacts.book.SyncAct;
import dev.kith.contacts.book.SyncAnswers;
import dev.kith.contacts.book.SyncMetrics;
import dev.kith.contacts.book.SyncPhoneBook;
import dev.kith.contacts.book.SyncRequestReading;
import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import dev.kith.phonebook.Card;
import dev.kith.phonebook.FileFormat;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// Brings the numbers of a file into the caller's book: in chunks of whole cards, each of which is a sync like any
/// other, while the file is still coming.
///
/// What a chunk brought stays, whatever becomes of the rest; who breaks off or is refused is told up to which card the
/// file is in the book, and the same file once more does no harm.
@ApplicationScoped
class ImportBook {
    private final SyncPhoneBook syncPhoneBook;
    private final SyncAnswers answers;
    private final SyncMetrics metrics;
    private final Vertx vertx;
    private final int largestBook;

    ImportBook(
            SyncPhoneBook syncPhoneBook,
            SyncAnswers answers,
            MeterRegistry metrics,
            Vertx vertx,
            BookConfiguration configuration) {
        this.syncPhoneBook = syncPhoneBook;
        this.answers = answers;
        this.metrics = new SyncMetrics(metrics);
        this.vertx = vertx;
        this.largestBook = configuration.largest();
    }

    /// Who imports, and how.
    ///
    /// @param act region, mode, levels and subscription of every entry
    record Order(long uid, String app, SyncAct act, FileFormat.Kind announced) {}

    Uni<ImportAnswer> run(Order order, Upload upload) {
        return new Run(order, upload).all();
    }

    /// One import.
    private final class Run {
        private final Order order;
        private final Upload upload;
        private final ReadFile file;
        private final Chunk.Filling filling = new Chunk.Filling(SyncRequestReading.MOST_ENTRIES);
        private final Findings findings = new Findings();

        Run(Order order, Upload upload) {
            this.order = order;
            this.upload = upload;
            this.file = new ReadFile(order.announced());
        }

        Uni<ImportAnswer> all() {
            return Multi.createBy()
                    .repeating()
                    .uni(upload::next)
                    .until(Optional::isEmpty)
                    .onItem()
                    .transformToUniAndConcatenate(piece -> read(() -> file.feed(piece.orElseThrow())))
                    .collect()
                    .last()
                    .flatMap(done -> read(file::end))
                    .flatMap(done -> sync(filling.take()))
                    .map(done -> findings.answer(file.format()))
                    .onFailure(ProblemException.class)
                    .transform(this::saying);
        }

        private Uni<Void> read(Callable<List<Card>> cards) {
            return vertx.executeBlocking(cards, false).flatMap(this::take);
        }

        private Uni<Void> take(List<Card> cards) {
            findings.read(cards);
            if (findings.cards() > largestBook || findings.numbers() > largestBook) {
                throw new ProblemException(
                        ErrorCode.BOOK_FULL,
                        "A file may have at most " + largestBook
                                + " cards and numbers, as many as a book has entries.");
            }
            return Multi.createFrom()
                    .iterable(filling.add(cards))
                    .onItem()
                    .transformToUniAndConcatenate(this::sync)
                    .collect()
                    .last()
                    .replaceWithVoid();
        }

        private Uni<Void> sync(Chunk chunk) {
            var act = order.act().adding(chunk.numbers());
            return syncPhoneBook
                    .sync(order.uid(), order.app(), act)
                    .invoke(synced -> {
                        var answer = answers.of(act, synced);
                        metrics.count(answer);
                        findings.synced(chunk, synced.named(), answer);
                    })
                    .replaceWithVoid();
        }

        private Throwable saying(Throwable failure) {
            var problem = (ProblemException) failure;
            return problem.saying(
                    findings.lastCard() == 0
                            ? "Nothing of this file is in the book."
                            : "Cards 1 to " + findings.lastCard()
                                    + " of this file are in the book, the others are not.");
        }
    }
}
