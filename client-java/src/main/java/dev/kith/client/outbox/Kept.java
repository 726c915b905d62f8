package dev.kith.client.outbox;

import dev.kith.client.SentMessage;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.Send;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What the user did and the server has not taken, in the order in which it was done. Where it is kept in a database it is there
 * when the call returns, and survives the end of the process. Of the loop.
 */
public interface Kept {
    /** A message or a change that waits. A message without an id waits for one. */
    record Waiting(long place, ClientFrame frame) {}

    /**
     * What was sent under the id of a message before.
     *
     * @param same whether it says the same
     */
    record Earlier(boolean same, SentMessage sent) {}

    /** Everything that waits, from a process before this one too. */
    List<Waiting> waiting();

    /** Ids of messages that were read, and of which the server was not told. */
    Collection<Long> read();

    /** Keeps all that this does, or nothing of it. */
    void together(Runnable work);

    /** Runs this when what is being done together is kept, or never; at once where nothing is. */
    void onceKept(Runnable step);

    /** The message that the server has under this id, or had; empty: none, or only one that it refused. */
    Optional<Earlier> earlier(Send message);

    /** Its place among all that waits. */
    long add(ClientFrame frame);

    /** It has its id now. */
    void number(long place, Send message);

    /** The server has taken it, or refused it for good. */
    void done(long place);

    /** The server has refused the message for good; it can be sent again. */
    void failed(long place);

    /** A message that failed waits once more; empty: there is none of this id. */
    Optional<Waiting> again(int id);

    void addRead(Collection<Long> ids);

    void doneRead(Collection<Long> ids);

    /** Nothing waits any more. */
    void clear();
}
