package dev.kith.media.storage;

/// In which form a content is kept.
public enum Form {
    WHOLE(""),
    THUMBNAIL(".thumbnail");

    private final String suffix;

    Form(String suffix) {
        this.suffix = suffix;
    }

    String suffix() {
        return suffix;
    }
}
