/** Reads the phone books that other programs export. */
module dev.kith.phonebook {
    requires com.googlecode.ezvcard;
    requires static org.jspecify;

    exports dev.kith.phonebook;
}
