package dev.kith.cli.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TypedTest {
    @Test
    void isATextUnlessItBeginsWithASlash() {
        assertThat(Typed.parse("  see you at 8/9! ")).isEqualTo(new Typed.Text("see you at 8/9!"));
        assertThat(Typed.parse("//etc is a directory")).isEqualTo(new Typed.Text("/etc is a directory"));
        assertThat(Typed.parse(" \t")).isEqualTo(new Typed.Nothing());
    }

    @Test
    void isACommandAlsoCutShort() {
        assertThat(Typed.parse("/open  Anna Lee ")).isEqualTo(new Typed.Command(Typed.Act.OPEN, "Anna Lee"));
        assertThat(Typed.parse("/q")).isEqualTo(new Typed.Command(Typed.Act.QUIT, ""));
        assertThat(Typed.parse("/HELP")).isEqualTo(new Typed.Command(Typed.Act.HELP, ""));
    }

    @Test
    void isUnknownWhereItIsNotClear() {
        assertThat(Typed.parse("/l")).isEqualTo(new Typed.Unknown("/l"));
        assertThat(Typed.parse("/nonsense now")).isEqualTo(new Typed.Unknown("/nonsense"));
        assertThat(Typed.parse("/")).isEqualTo(new Typed.Unknown("/"));
    }
}
