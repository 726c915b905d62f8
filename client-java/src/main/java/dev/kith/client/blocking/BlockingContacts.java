package dev.kith.client.blocking;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.kith.client.BookSync;
import dev.kith.client.ContactBook;
import dev.kith.client.ContactImportResult;
import dev.kith.client.ContactStanding;
import dev.kith.client.ContactSyncResult;
import dev.kith.client.ContactSynchronizer;
import dev.kith.client.phonebook.AddressBookSource;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * {@link ContactSynchronizer}, of a thread that waits. Levels, region and following are those that are set there.
 *
 * <p>A phone book takes as long as it takes; interrupting the thread ends the waiting.
 */
public final class BlockingContacts {
    private final ContactSynchronizer contacts;
    private final Waiting waiting;

    BlockingContacts(ContactSynchronizer contacts, Waiting waiting) {
        this.contacts = contacts;
        this.waiting = waiting;
    }

    /** As {@link ContactSynchronizer#sync(Collection)}. */
    @CanIgnoreReturnValue
    public ContactSyncResult sync(Collection<String> addresses) {
        return waiting.asLongAsItTakes(contacts.sync(addresses));
    }

    /** As {@link ContactSynchronizer#syncAsUpdate(Collection)}. */
    @CanIgnoreReturnValue
    public ContactSyncResult syncAsUpdate(Collection<String> addresses) {
        return waiting.asLongAsItTakes(contacts.syncAsUpdate(addresses));
    }

    /** As {@link ContactSynchronizer#remove(Collection)}. */
    @CanIgnoreReturnValue
    public ContactSyncResult remove(Collection<String> addresses) {
        return waiting.asLongAsItTakes(contacts.remove(addresses));
    }

    /** As {@link ContactSynchronizer#syncNow()}. */
    @CanIgnoreReturnValue
    public List<ContactSyncResult> syncNow() {
        return waiting.asLongAsItTakes(contacts.syncNow());
    }

    /** As {@link ContactSynchronizer#syncBook(AddressBookSource)}. */
    @CanIgnoreReturnValue
    public BookSync syncBook(AddressBookSource source) {
        return waiting.asLongAsItTakes(contacts.syncBook(source));
    }

    /** As {@link ContactSynchronizer#importFile(Path)}. */
    @CanIgnoreReturnValue
    public ContactImportResult importFile(Path file) {
        return waiting.asLongAsItTakes(contacts.importFile(file));
    }

    /** As {@link ContactSynchronizer#importFileAsUpdate(Path)}. */
    @CanIgnoreReturnValue
    public ContactImportResult importFileAsUpdate(Path file) {
        return waiting.asLongAsItTakes(contacts.importFileAsUpdate(file));
    }

    /** As {@link ContactSynchronizer#list()}. */
    public ContactBook list() {
        return waiting.asLongAsItTakes(contacts.list());
    }

    /** As {@link ContactSynchronizer#standing(String)}. */
    public ContactStanding standing(String address) {
        return waiting.asLongAsItTakes(contacts.standing(address));
    }

    /** As {@link ContactSynchronizer#erase()}. */
    public void erase() {
        waiting.asLongAsItTakes(contacts.erase());
    }
}
