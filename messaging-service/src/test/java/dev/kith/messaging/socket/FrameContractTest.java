package dev.kith.messaging.socket;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.ServerFrame;
import dev.kith.messaging.testing.Device;
import dev.kith.messaging.testing.SocketTest;
import dev.kith.messaging.testing.TestUser;
import java.util.Arrays;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every kind of frame that the contract has, with what no client should put into it. Made from the contract, so that a
/// new kind is tried from its first day on: each is answered under its ref, never as our own failure, and the
/// connection and its user go on as if nothing had been.
@SocketTest
class FrameContractTest {
    private static final Set<String> CODES =
            Arrays.stream(ErrorCode.values()).map(ErrorCode::slug).collect(Collectors.toUnmodifiableSet());
    private static final Set<String> OUR_FAILURE = Set.of("internal", "unavailable", "timeout");
    private static final int BEYOND_A_TEXT = 70_000;
    private static final int BEYOND_A_LIST = 5_000;

    private final TestUser alice = TestUser.joined();

    static Stream<Arguments> frames() {
        return ClientFrame.getDescriptor().getOneofs().getFirst().getFields().stream()
                .flatMap(kind -> Stream.of(Device.PROTO, Device.JSON).map(encoding -> Arguments.of(kind, encoding)));
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("frames")
    void takesAFrameWithoutASingleField(FieldDescriptor kind, String encoding) {
        assertAnswered(kind, encoding, empty -> empty);
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("frames")
    void takesTextsAndBytesBeyondAllLimits(FieldDescriptor kind, String encoding) {
        // Shared among the texts, so that the frame as a whole is not what is too large.
        int texts =
                Math.max(1, (int) count(kind, FieldDescriptor.JavaType.STRING, FieldDescriptor.JavaType.BYTE_STRING));
        assertAnswered(
                kind,
                encoding,
                empty -> fill(empty, field -> switch (field.getJavaType()) {
                    case STRING -> "x".repeat(BEYOND_A_TEXT / texts);
                    case BYTE_STRING -> ByteString.copyFrom(new byte[BEYOND_A_TEXT / texts]);
                    default -> null;
                }));
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("frames")
    void takesNumbersAtTheirEnds(FieldDescriptor kind, String encoding) {
        for (long end : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertAnswered(
                    kind,
                    encoding,
                    empty -> fill(empty, field -> switch (field.getJavaType()) {
                        case LONG -> end;
                        case INT -> (int) end;
                        case BOOLEAN -> true;
                        default -> null;
                    }));
        }
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("frames")
    void takesTextsThatAreNone(FieldDescriptor kind, String encoding) {
        for (var text : new String[] {"\u0000", "\u202e\ufeff", "'; drop table message; --", "\ud83d\ude00", " "}) {
            assertAnswered(
                    kind,
                    encoding,
                    empty -> fill(empty, field -> switch (field.getJavaType()) {
                        case STRING -> text;
                        case LONG -> 1L;
                        case INT -> 1;
                        default -> null;
                    }));
        }
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("frames")
    void takesListsWithoutAnEnd(FieldDescriptor kind, String encoding) {
        assertAnswered(kind, encoding, empty -> {
            kind.getMessageType().getFields().stream()
                    .filter(field -> field.isRepeated() && field.getJavaType() == FieldDescriptor.JavaType.LONG)
                    .forEach(field -> IntStream.range(0, BEYOND_A_LIST)
                            .forEach(item -> empty.addRepeatedField(field, alice.uid() << 32 | item)));
            return empty;
        });
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("frames")
    void refusesAFieldThatTheContractHasNot(FieldDescriptor kind, String encoding) {
        if (encoding.equals(Device.JSON)) {
            return; // the printer of JSON leaves it out; BadInputTest writes one by hand
        }
        var unknown = UnknownFieldSet.newBuilder()
                .addField(
                        15_000, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                .build();
        try (var device = Device.of(alice, "a", encoding)) {
            var frame = ClientFrame.newBuilder();
            frame.setField(
                    kind,
                    frame.newBuilderForField(kind).setUnknownFields(unknown).build());

            assertThat(device.refused(frame)).isEqualTo("unknown-field");
            device.head();
        }
    }

    private void assertAnswered(FieldDescriptor kind, String encoding, UnaryOperator<Message.Builder> filled) {
        try (var device = Device.of(alice, "a", encoding)) {
            var frame = ClientFrame.newBuilder();
            frame.setField(kind, filled.apply(frame.newBuilderForField(kind)).build());

            ServerFrame answer = device.ask(frame);

            if (answer.hasRefused()) {
                assertThat(answer.getRefused().getCode()).isIn(CODES).isNotIn(OUR_FAILURE);
            }
            device.head();
        }
    }

    private interface Filling {
        @org.jspecify.annotations.Nullable
        Object of(FieldDescriptor field);
    }

    private static Message.Builder fill(Message.Builder message, Filling filling) {
        for (var field : message.getDescriptorForType().getFields()) {
            var oneOf = field.getContainingOneof();
            boolean taken = oneOf != null && message.hasOneof(oneOf);
            var value = field.isRepeated() || taken ? null : filling.of(field);
            if (value != null) {
                message.setField(field, value);
            }
        }
        return message;
    }

    private static long count(FieldDescriptor kind, FieldDescriptor.JavaType... types) {
        return kind.getMessageType().getFields().stream()
                .filter(field -> Set.of(types).contains(field.getJavaType()))
                .count();
    }
}
