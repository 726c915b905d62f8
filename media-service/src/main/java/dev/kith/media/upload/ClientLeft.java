package dev.kith.media.upload;

/// A client's connection ended before all its bytes had come.
final class ClientLeft extends RuntimeException {
    private static final long serialVersionUID = 1;

    ClientLeft(Throwable how) {
        super("The client has gone", how, false, false);
    }
}
