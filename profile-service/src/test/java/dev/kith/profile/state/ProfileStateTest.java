package dev.kith.profile.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.kith.contracts.event.FieldBefore;
import dev.kith.contracts.event.OpeningBefore;
import dev.kith.contracts.event.ProfileField;
import dev.kith.contracts.event.ProfileUpdated;
import dev.kith.kit.visibility.Standing;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileStateTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Field PHONE = new Field(List.of(
            new Variant(text("desk"), 1 << 2), new Variant(text("mobile"), 1 << 5), new Variant(text("home"), 0)));
    private static final ProfileState ADA = new ProfileState(
            7,
            "app_a",
            "ada",
            3,
            Map.of(
                    "name", Field.of(text("Ada"), 1 << 1),
                    "motto", Field.of(text(""), 1),
                    "diary", Field.of(text("secret"), 0),
                    "top", Field.of(text("t"), 1 << 31),
                    "phone", PHONE,
                    "presence", Field.of(null, 1 << 5)));

    @Test
    void showsAFieldToWhoHoldsOneOfItsLevels() {
        assertThat(ADA.visibleTo(Standing.granted(1 << 1))).isEqualTo(Map.of("name", text("Ada"), "motto", text("")));
        assertThat(ADA.visibleTo(Standing.granted(1 << 31))).isEqualTo(Map.of("top", text("t"), "motto", text("")));
        assertThat(ADA.visibleTo(Standing.STRANGER)).isEqualTo(Map.of("motto", text("")));
        assertThat(ADA.visibleTo(Standing.behindBlock())).isEmpty();
        assertThat(ADA.visibleTo(Standing.OWNER)).containsOnlyKeys("name", "motto", "diary", "top", "phone");
    }

    @Test
    void showsTheValueOfTheHighestLevelHeld() {
        assertThat(ADA.visibleTo(Standing.granted(1 << 2))).containsEntry("phone", text("desk"));
        assertThat(ADA.visibleTo(Standing.granted(1 << 2 | 1 << 5))).containsEntry("phone", text("mobile"));
        assertThat(ADA.visibleTo(Standing.OWNER)).containsEntry("phone", text("home"));
    }

    @Test
    void comesBackWholeFromItsEvent() throws InvalidProtocolBufferException {
        assertThat(ProfileState.of(event(ADA, Map.of()))).isEqualTo(ADA);
    }

    @Test
    void tellsAllLevelsThatOpenAnyValue() throws InvalidProtocolBufferException {
        var levels = event(ADA, Map.of()).getFieldsList().stream()
                .filter(field -> field.getName().equals("phone"))
                .map(ProfileField::getLevels);

        assertThat(levels).containsExactly(1 << 2 | 1 << 5);
    }

    @Test
    void namesWhatChangedAndWhoSawWhichValueBefore() throws InvalidProtocolBufferException {
        var before = Map.of(
                "name", Field.of(text("Ada"), 1 << 2),
                "gone", Field.of(text("g"), 1 << 3),
                "diary", Field.of(text("secret"), 0),
                "phone", new Field(List.of(new Variant(text("old"), 1 << 2), new Variant(text("mobile"), 1 << 4))),
                "presence", Field.of(null, 1));

        var event = event(ADA, before);

        assertThat(event.getChangedList()).containsExactly("gone", "motto", "name", "phone", "presence", "top");
        assertThat(event.getBeforeList())
                .containsExactly(
                        before("gone", opening(1 << 3, 0)),
                        before("name", opening(1 << 2, 1)),
                        before("phone", opening(1 << 2, 0), opening(1 << 4, 2)),
                        before("presence"));
        assertThat(event.toString()).doesNotContain("old");
    }

    @Test
    void isStoredAsItIs() {
        assertThat(StoredFields.read(StoredFields.json(ADA.fields()).encode())).isEqualTo(ADA.fields());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"text\"",
                "true",
                "0",
                "-7",
                "9007199254740991",
                "0.1",
                "{\"b\":[1,null,{\"c\":\"d\"}],\"a\":false}",
                "[]",
                "{}"
            })
    void carriesEveryValueOverTheWireAsItIs(String json) throws JsonProcessingException {
        var value = JSON.readTree(json);

        assertThat(WireValue.json(WireValue.of(value))).isEqualTo(value);
    }

    private static ProfileUpdated event(ProfileState now, Map<String, Field> before)
            throws InvalidProtocolBufferException {
        return ProfileUpdated.parseFrom(
                Objects.requireNonNull(now.updatedFrom(before, 0).value()));
    }

    private static FieldBefore before(String name, OpeningBefore... openings) {
        return FieldBefore.newBuilder()
                .setName(name)
                .addAllOpenings(List.of(openings))
                .build();
    }

    private static OpeningBefore opening(int levels, int still) {
        return OpeningBefore.newBuilder().setLevels(levels).setStill(still).build();
    }

    private static JsonNode text(String text) {
        return JSON.getNodeFactory().textNode(text);
    }
}
