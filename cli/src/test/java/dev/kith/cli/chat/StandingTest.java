package dev.kith.cli.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.client.ConnectionStatus;
import dev.kith.client.MessageStatus;
import dev.kith.client.Presence;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class StandingTest {
    private Instant now = Instant.parse("2035-01-01T12:00:00Z");
    private final Standing standing = new Standing(new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

    @Test
    void saysWhoIsThereAndHowFarTheLastMessageIs() {
        standing.connection(ConnectionStatus.ONLINE);
        standing.room("Anna");
        standing.presence(new Presence("+49", true, null));
        standing.last(MessageStatus.DELIVERED);

        assertThat(standing.text()).isEqualTo("Anna · online · ✓✓");
    }

    @Test
    void saysThatSomebodyTypesUntilTheyStop() {
        standing.connection(ConnectionStatus.ONLINE);
        standing.room("Anna");

        standing.typing(true);
        assertThat(standing.text()).isEqualTo("Anna · typing…");
        now = now.plus(Standing.TYPING);

        assertThat(standing.text()).isEqualTo("Anna");
    }

    @Test
    void saysWhatWaitsAndThatThereIsNoConnection() {
        standing.connection(ConnectionStatus.OFFLINE);
        standing.room("Anna");
        standing.waits(2);
        standing.unread(3);

        assertThat(standing.text()).isEqualTo("Anna · 2 waiting · 3 unread elsewhere · not connected, trying again");
    }

    @Test
    void forgetsTheLastConversationWithItsRoom() {
        standing.connection(ConnectionStatus.ONLINE);
        standing.room("Anna");
        standing.last(MessageStatus.READ);
        standing.typing(true);

        standing.room("Bob");

        assertThat(standing.text()).isEqualTo("Bob");
    }

    @Test
    void showsNoControlCharactersOfOthers() {
        standing.connection(ConnectionStatus.ONLINE);
        standing.room("An\u001b[2Jna\n");

        assertThat(standing.text()).isEqualTo("An[2Jna ");
    }
}
