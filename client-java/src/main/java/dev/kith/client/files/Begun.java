package dev.kith.client.files;

import java.util.Optional;

/** Remembers where uploads were begun, by the digests of their files. Called on the threads that move files. */
public interface Begun {
    Optional<String> upload(String digest) throws InterruptedException;

    void keep(String digest, String upload) throws InterruptedException;

    void forget(String digest) throws InterruptedException;
}
