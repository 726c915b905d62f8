package dev.kith.client.socket;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.kith.client.SocketFormat;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.ServerFrame;
import okhttp3.WebSocket;
import okio.ByteString;

/** The two ways in which frames cross the socket, by subprotocol. */
enum Frames {
    BINARY("kith.v1.proto") {
        @Override
        boolean send(WebSocket socket, ClientFrame frame) {
            return socket.send(ByteString.of(frame.toByteArray()));
        }

        @Override
        ServerFrame read(ByteString bytes) throws InvalidProtocolBufferException {
            return ServerFrame.parseFrom(bytes.toByteArray());
        }
    },

    JSON("kith.v1.json") {
        @Override
        boolean send(WebSocket socket, ClientFrame frame) {
            return socket.send(JsonWriting.text(frame));
        }

        @Override
        ServerFrame read(String text) throws InvalidProtocolBufferException {
            var frame = ServerFrame.newBuilder();
            JsonReading.into(frame, text);
            return frame.build();
        }
    };

    private final String subprotocol;

    Frames(String subprotocol) {
        this.subprotocol = subprotocol;
    }

    static Frames of(SocketFormat format) {
        return switch (format) {
            case BINARY -> BINARY;
            case JSON -> JSON;
        };
    }

    String subprotocol() {
        return subprotocol;
    }

    /** False: the socket takes nothing more. */
    abstract boolean send(WebSocket socket, ClientFrame frame);

    /** What came as bytes. */
    ServerFrame read(ByteString bytes) throws InvalidProtocolBufferException {
        throw new InvalidProtocolBufferException("bytes where there is text");
    }

    /** What came as text. */
    ServerFrame read(String text) throws InvalidProtocolBufferException {
        throw new InvalidProtocolBufferException("text where there are bytes");
    }
}
