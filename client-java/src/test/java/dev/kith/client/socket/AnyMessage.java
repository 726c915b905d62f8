package dev.kith.client.socket;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.NullValue;
import com.google.protobuf.Value;
import java.util.List;
import java.util.Random;

/** Makes any message of a type, up to some depth. */
final class AnyMessage {
    private static final int DEEPEST = 5;
    private static final List<String> TEXTS =
            List.of("", "a", "Hello", "\"quoted\" \\ \n\t\u0000\u2028", "Grüße", "日本語", "👍🏽", "null", "1e3", "<&>'");
    private static final List<Long> NUMBERS =
            List.of(0L, 1L, -1L, 42L, 1L << 31, 1L << 32, (1L << 53) + 1, Long.MAX_VALUE, Long.MIN_VALUE);

    private final Random chance;

    AnyMessage(long seed) {
        chance = new Random(seed);
    }

    Message of(Message type) {
        return of(type.newBuilderForType(), 0);
    }

    private Message of(Message.Builder message, int depth) {
        for (var field : message.getDescriptorForType().getFields()) {
            boolean isOfMap = message.getDescriptorForType().getOptions().getMapEntry();
            if (!isOfMap && (depth >= DEEPEST || chance.nextBoolean())) {
                continue;
            }
            if (field.isRepeated()) {
                for (int i = chance.nextInt(3); i > 0; i--) {
                    message.addRepeatedField(field, one(message, field, depth));
                }
            } else {
                message.setField(field, one(message, field, depth));
            }
        }
        return message.build();
    }

    private Object one(Message.Builder of, FieldDescriptor field, int depth) {
        long number = NUMBERS.get(chance.nextInt(NUMBERS.size()));
        return switch (field.getType()) {
            case INT64, SINT64, SFIXED64, UINT64, FIXED64 -> number;
            case INT32, SINT32, SFIXED32, UINT32, FIXED32 -> (int) number;
            case FLOAT -> (float) number;
            case DOUBLE -> chance.nextDouble();
            case BOOL -> chance.nextBoolean();
            case STRING -> TEXTS.get(chance.nextInt(TEXTS.size()));
            case BYTES -> bytes();
            case ENUM -> {
                var constants = field.getEnumType().getValues();
                yield constants.get(chance.nextInt(constants.size()));
            }
            case MESSAGE, GROUP -> {
                var builder = of.newBuilderForField(field);
                yield builder instanceof Value.Builder value ? plain(value, depth) : of(builder, depth + 1);
            }
        };
    }

    private ByteString bytes() {
        var bytes = new byte[chance.nextInt(5)];
        chance.nextBytes(bytes);
        return ByteString.copyFrom(bytes);
    }

    private Value plain(Value.Builder value, int depth) {
        return switch (chance.nextInt(depth < DEEPEST ? 6 : 4)) {
            case 0 -> value.setNullValue(NullValue.NULL_VALUE).build();
            case 1 -> value.setBoolValue(chance.nextBoolean()).build();
            case 2 -> value.setNumberValue(chance.nextInt(3) * 0.5).build();
            case 3 ->
                value.setStringValue(TEXTS.get(chance.nextInt(TEXTS.size()))).build();
            case 4 -> {
                value.getListValueBuilder().addValues(plain(Value.newBuilder(), depth + 1));
                yield value.build();
            }
            default -> {
                value.getStructValueBuilder().putFields("k", plain(Value.newBuilder(), depth + 1));
                yield value.build();
            }
        };
    }
}
