/** The SDK of Kith: contacts, profiles, messages and presence. */
module dev.kith.client {
    requires com.google.gson;
    requires com.google.protobuf;
    requires dev.kith.contracts;
    requires dev.kith.phonebook;
    requires java.logging;
    requires java.sql;
    requires okhttp3;
    requires okio;
    requires static com.google.errorprone.annotations;
    requires static org.jspecify;

    exports dev.kith.client;
    exports dev.kith.client.blocking;
    exports dev.kith.client.phonebook;
}
