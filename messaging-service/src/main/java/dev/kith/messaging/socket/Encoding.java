package dev.kith.messaging.socket;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.ServerFrame;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The two ways in which frames cross the socket, by subprotocol. Both refuse fields that they do not know.
enum Encoding {
    PROTO("kith.v1.proto", false) {
        @Override
        Decoded decode(byte[] bytes) {
            try {
                var frame = ClientFrame.parseFrom(bytes);
                return known(frame) ? new Decoded.Frame(frame) : new Decoded.UnknownField(frame.getRef());
            } catch (InvalidProtocolBufferException unreadable) {
                return new Decoded.Unreadable();
            }
        }

        @Override
        Buffer encode(ServerFrame frame) {
            return Buffer.buffer(frame.toByteArray());
        }
    },

    JSON("kith.v1.json", true) {
        @Override
        Decoded decode(byte[] bytes) {
            try {
                var text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
                return decode(text);
            } catch (CharacterCodingException notUtf8) {
                return new Decoded.NotUtf8();
            }
        }

        private Decoded decode(String text) {
            if (!JsonNumbers.areShort(text, ClientFrame.getDescriptor())) {
                return new Decoded.Unreadable();
            }
            var frame = ClientFrame.newBuilder();
            try {
                JsonFormat.parser().merge(text, frame);
                var read = frame.build();
                return isUnicode(text, read) ? new Decoded.Frame(read) : new Decoded.Unreadable();
            } catch (InvalidProtocolBufferException refused) {
                return withoutUnknown(text)
                        .<Decoded>map(lenient -> new Decoded.UnknownField(lenient.getRef()))
                        .orElse(new Decoded.Unreadable());
            }
        }

        /// Half a character, which an escape can name, would be stored as another one.
        private boolean isUnicode(String text, ClientFrame frame) throws InvalidProtocolBufferException {
            return !ESCAPED_SURROGATE.matcher(text).find()
                    || ClientFrame.parseFrom(frame.toByteArray()).equals(frame);
        }

        private Optional<ClientFrame> withoutUnknown(String text) {
            var frame = ClientFrame.newBuilder();
            try {
                JsonFormat.parser().ignoringUnknownFields().merge(text, frame);
                return Optional.of(frame.build());
            } catch (InvalidProtocolBufferException unreadable) {
                return Optional.empty();
            }
        }

        @Override
        Buffer encode(ServerFrame frame) {
            try {
                return Buffer.buffer(PRINTER.print(frame));
            } catch (InvalidProtocolBufferException noAnyInHere) {
                throw new IllegalStateException(noAnyInHere);
            }
        }
    };

    private static final Pattern ESCAPED_SURROGATE = Pattern.compile("\\\\u[dD][89a-fA-F]");
    private static final JsonFormat.Printer PRINTER = JsonFormat.printer().omittingInsignificantWhitespace();

    private final String subprotocol;
    private final boolean text;

    Encoding(String subprotocol, boolean text) {
        this.subprotocol = subprotocol;
        this.text = text;
    }

    /// What a message turned out to be.
    sealed interface Decoded {
        record Frame(ClientFrame frame) implements Decoded {}

        /// Readable but for a field that this server does not know.
        record UnknownField(int ref) implements Decoded {}

        record NotUtf8() implements Decoded {}

        record Unreadable() implements Decoded {}
    }

    abstract Decoded decode(byte[] bytes);

    abstract Buffer encode(ServerFrame frame);

    /// Whether messages are text messages.
    boolean isText() {
        return text;
    }

    String subprotocol() {
        return subprotocol;
    }

    static List<String> subprotocols() {
        return Arrays.stream(values()).map(Encoding::subprotocol).toList();
    }

    static Optional<Encoding> of(String subprotocol) {
        return Arrays.stream(values())
                .filter(encoding -> encoding.subprotocol.equals(subprotocol))
                .findFirst();
    }

    /// Frames are two messages deep; what is inside a property is a plain map.
    private static boolean known(ClientFrame frame) {
        return frame.getUnknownFields().asMap().isEmpty()
                && frame.getAllFields().values().stream()
                        .allMatch(field -> !(field instanceof Message message)
                                || message.getUnknownFields().asMap().isEmpty());
    }
}
