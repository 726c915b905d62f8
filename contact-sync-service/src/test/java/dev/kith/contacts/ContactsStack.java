package dev.kith.contacts;

import dev.kith.local.testing.StackResource;
import java.util.HashMap;
import java.util.Map;

/// The stores, with chunks and waits made small, so that tests meet several of them.
public class ContactsStack extends StackResource {
    public static final int CHUNK = 4;

    @Override
    public Map<String, String> start() {
        var configuration = new HashMap<>(super.start());
        configuration.put("kith.joining.chunk", String.valueOf(CHUNK));
        configuration.put("kith.books.left-behind-after", "PT1S");
        return configuration;
    }
}
