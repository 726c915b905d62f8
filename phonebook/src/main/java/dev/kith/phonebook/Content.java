package dev.kith.phonebook;

import dev.kith.phonebook.text.Lines;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One of the two formats, fed with lines. */
interface Content {
    /** Of whom the file is complete with this line. */
    List<Card> line(Lines.Line line) throws NoPhoneBookException;

    /** Who is left at the end of the file. */
    List<Card> end() throws NoPhoneBookException;

    FileFormat.Kind kind();

    /** As the file says; null where it says none. */
    @Nullable
    String version();

    /** Of cells; null where there are none. */
    @Nullable
    Character separator();
}
