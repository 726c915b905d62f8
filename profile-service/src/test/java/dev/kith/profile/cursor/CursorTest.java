package dev.kith.profile.cursor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.kit.problem.ProblemException;
import org.junit.jupiter.api.Test;

class CursorTest {
    @Test
    void readsBackWhatItWasMadeOf() {
        var text = Cursor.of(3, 1, -2, Long.MAX_VALUE);

        assertThat(Cursor.read(3, 3, text)).containsExactly(1, -2, Long.MAX_VALUE);
    }

    @Test
    void refusesEveryChangedCharacter() {
        var text = Cursor.of(3, 1, 2);
        for (int i = 0; i < text.length(); i++) {
            char other = text.charAt(i) == 'A' ? 'Q' : 'A';
            var changed = text.substring(0, i) + other + text.substring(i + 1);

            assertThatThrownBy(() -> Cursor.read(3, 2, changed)).isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void refusesAnotherKindAndAnotherCount() {
        var text = Cursor.of(3, 1, 2);

        assertThatThrownBy(() -> Cursor.read(4, 2, text)).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> Cursor.read(3, 1, text)).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> Cursor.read(3, 2, text.substring(1))).isInstanceOf(ProblemException.class);
    }
}
