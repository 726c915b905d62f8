package dev.kith.media.decoding;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;

/// A program of its own, which decodes one picture after the other: tasks come in, what became of them goes out.
///
/// It knows no file, no secret and nobody. When it needs too much memory it ends, and when it takes too long it is
/// ended, which [Decoders] survives.
final class Decoder {
    private Decoder() {}

    /// Its arguments are the [Bounds].
    public static void main(String[] arguments) throws IOException {
        ProcessHandle.current().parent().ifPresent(Decoder::endWith);
        var work = new Decoding(Bounds.of(arguments));
        var in = new DataInputStream(new BufferedInputStream(System.in));
        var out = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
        // Whatever some library has to say is no answer.
        System.setOut(System.err);
        out.writeBoolean(true); // it is there
        out.flush();
        try {
            while (true) {
                work.on(Task.read(in)).write(out);
                out.flush();
            }
        } catch (EOFException nothingMore) {
            // The service has no more tasks.
        }
    }

    /// Whatever it does at that moment, when the service is gone nobody waits for it.
    private static void endWith(ProcessHandle service) {
        Thread.ofPlatform().daemon().start(() -> {
            service.onExit().join();
            Runtime.getRuntime().halt(1);
        });
    }
}
