package dev.kith.profile.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.kith.contracts.event.ProfileUpdated;
import dev.kith.kit.visibility.Standing;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ProfileStateTest {
    private static final ProfileState ADA = new ProfileState(
            7,
            "app_a",
            "ada",
            3,
            Map.of(
                    "name", new Field("Ada", 1 << 1),
                    "motto", new Field("", 1),
                    "diary", new Field("secret", 0),
                    "top", new Field("t", 1 << 31),
                    "presence", new Field(null, 1 << 5)));

    @Test
    void showsAFieldToWhoHoldsOneOfItsLevels() {
        assertThat(ADA.visibleTo(Standing.granted(1 << 1))).isEqualTo(Map.of("name", "Ada", "motto", ""));
        assertThat(ADA.visibleTo(Standing.granted(1 << 31))).isEqualTo(Map.of("top", "t", "motto", ""));
        assertThat(ADA.visibleTo(Standing.STRANGER)).isEqualTo(Map.of("motto", ""));
        assertThat(ADA.visibleTo(Standing.behindBlock())).isEmpty();
        assertThat(ADA.visibleTo(Standing.OWNER)).containsOnlyKeys("name", "motto", "diary", "top");
    }

    @Test
    void comesBackWholeFromItsEvent() throws InvalidProtocolBufferException {
        var event = ADA.updatedFrom(Map.of());

        assertThat(ProfileState.of(ProfileUpdated.parseFrom(Objects.requireNonNull(event.value()))))
                .isEqualTo(ADA);
    }

    @Test
    void namesWhatChangedAndWhoSawItBefore() throws InvalidProtocolBufferException {
        var before = Map.of(
                "name", new Field("Ada", 1 << 2),
                "gone", new Field("g", 1 << 3),
                "diary", new Field("secret", 0),
                "presence", new Field(null, 1));

        var event = ProfileUpdated.parseFrom(
                Objects.requireNonNull(ADA.updatedFrom(before).value()));

        assertThat(event.getChangedList()).containsExactly("gone", "motto", "name", "presence", "top");
        assertThat(event.getLevelsBeforeMap()).isEqualTo(Map.of("name", 1 << 2, "gone", 1 << 3));
    }

    @Test
    void isStoredAsItIs() {
        assertThat(StoredFields.read(StoredFields.json(ADA.fields()))).isEqualTo(ADA.fields());
    }
}
