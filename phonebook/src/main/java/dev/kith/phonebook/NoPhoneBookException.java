package dev.kith.phonebook;

import java.io.Serial;

/** The file is empty, or no phone book. The message is for the one who chose the file, and says what to do. */
public final class NoPhoneBookException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final String detail;

    public NoPhoneBookException(String detail) {
        super(detail);
        this.detail = detail;
    }

    public String detail() {
        return detail;
    }
}
