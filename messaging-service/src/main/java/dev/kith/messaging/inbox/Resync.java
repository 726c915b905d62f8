package dev.kith.messaging.inbox;

import com.google.protobuf.ByteString;
import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.socket.Entry;
import dev.kith.contracts.socket.Sync;
import dev.kith.contracts.socket.SyncPage;
import dev.kith.kit.problem.ProblemException;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Brings a device up to date: every row that changed since its cursor, once, as it stands now.
///
/// The first page fixes the head H, which is the device's cursor after the last page. What changes while the
/// pages are turned has a higher seq: it is pushed, and may be in a later page as well.
@ApplicationScoped
public class Resync {
    private static final int PAGE = 500;

    private final InboxReader inbox;

    Resync(InboxReader inbox) {
        this.inbox = inbox;
    }

    /// The page that the device asks for.
    ///
    /// @param own the owner's address
    /// @throws ProblemException in the future: `bad-cursor`
    public Future<SyncPage> page(long owner, String own, Sync sync) {
        if (sync.getCursor() < 0) {
            return Future.failedFuture(badCursor());
        }
        if (sync.getPage().isEmpty()) {
            return inbox.heads(List.of(owner))
                    .compose(heads -> page(
                            owner, own, new Token(heads.getOrDefault(owner, 0L), sync.getCursor(), sync.getCursor())));
        }
        try {
            return page(owner, own, Token.read(sync.getPage()));
        } catch (ProblemException notOurs) {
            return Future.failedFuture(notOurs);
        }
    }

    private Future<SyncPage> page(long owner, String own, Token token) {
        return inbox.changedAfter(owner, token.position(), PAGE).map(read -> {
            var entries = new ArrayList<Entry>();
            read.views().forEach(view -> entries.addAll(view.entries(own, token.cursor())));
            var page = SyncPage.newBuilder().addAllEntries(entries).setHead(token.head());
            if (read.more()) {
                page.setNext(token.at(read.views().getLast().changedSeq()).bytes());
            }
            return page.build();
        });
    }

    private static ProblemException badCursor() {
        return new ProblemException(ErrorCode.BAD_CURSOR, "Begin anew with the cursor and no page.");
    }

    /// Opaque to devices. It names places in one's own inbox alone, so a forged one shows nobody else's.
    private record Token(long head, long position, long cursor) {
        static Token read(ByteString bytes) {
            if (bytes.size() != 3 * Long.BYTES) {
                throw badCursor();
            }
            var numbers = bytes.asReadOnlyByteBuffer();
            var token = new Token(numbers.getLong(), numbers.getLong(), numbers.getLong());
            if (token.head < 0 || token.position < 0 || token.cursor < 0) {
                throw badCursor();
            }
            return token;
        }

        Token at(long newPosition) {
            return new Token(head, newPosition, cursor);
        }

        ByteString bytes() {
            return ByteString.copyFrom(ByteBuffer.allocate(3 * Long.BYTES)
                    .putLong(head)
                    .putLong(position)
                    .putLong(cursor)
                    .flip());
        }
    }
}
