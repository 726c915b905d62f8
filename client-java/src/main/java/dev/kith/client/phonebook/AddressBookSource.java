package dev.kith.client.phonebook;

import java.io.IOException;
import java.util.List;

/**
 * The address book of a platform, such as that of a phone, or of a file ({@link PhoneBook}).
 *
 * <pre>{@code
 * AddressBookSource contacts = () -> platform.people().stream()
 *         .map(person -> new AddressBookSource.Contact(person.name(), person.number()))
 *         .toList();
 * kith.contactSynchronizer().syncBook(contacts);
 * }</pre>
 */
public interface AddressBookSource {
    /**
     * A number of a person; of several there is one each.
     *
     * @param name as the user saved it; it does not leave this device
     * @param number in any spelling
     */
    record Contact(String name, String number) {}

    /**
     * All of it as it is now. Called on a thread that may wait.
     *
     * @throws IOException it cannot be read; then nothing is sent
     */
    List<Contact> contacts() throws IOException;
}
