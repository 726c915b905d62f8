package dev.kith.bench.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.bench.contacts.SyncCall.Answer;
import dev.kith.bench.stack.Gateway;
import dev.kith.bench.stack.Tenant.Member;
import dev.kith.bench.world.Population;
import org.junit.jupiter.api.Test;

/// The check of an answer sees every fault that is put in on purpose.
class SyncCallTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Population population = new Population(1_000, Population.LOWEST_UID);
    private final Book book = Book.of(population, 20, 1);
    private final SyncCall call = SyncCall.whole(book, new Member(7, "owner", "token"));
    private final ObjectNode right = right();

    private ObjectNode right() {
        var answer = JSON.createObjectNode();
        answer.put("version", 1);
        var matched = answer.putArray("matched");
        book.users()
                .forEach((index, uid) -> matched.addObject()
                        .put("index", index)
                        .put("address", book.canonical().get(index))
                        .put("uid", uid));
        answer.putArray("pending");
        answer.putArray("invalid");
        return answer;
    }

    private String fault() {
        return call.fault(new Answer(1, right));
    }

    @Test
    void findsNothingWrongWithARightAnswer() {
        assertThat(fault()).isEmpty();
    }

    @Test
    void seesAMissingUser() {
        right.withArray("matched").remove(0);

        assertThat(fault()).isEqualTo("matched 5 users, should be 6");
    }

    @Test
    void seesAUserWhoIsNone() {
        right.withArray("matched").addObject().put("index", 19).put("uid", 5);

        assertThat(fault()).isNotEmpty();
    }

    @Test
    void seesAnotherUserUnderTheNumber() {
        ((ObjectNode) right.path("matched").path(0)).put("uid", 5);

        assertThat(fault()).isNotEmpty();
    }

    @Test
    void seesAnotherAddress() {
        ((ObjectNode) right.path("matched").path(0)).put("address", "+4915100000000");

        assertThat(fault()).contains("another address");
    }

    @Test
    void seesEntriesThatWaitOrAreRefused() {
        right.withArray("invalid").addObject().put("index", 3).put("reason", "too-short");
        assertThat(fault()).contains("1 entries were refused", "too-short");

        right.withArray("pending").add(3);
        assertThat(fault()).contains("1 entries wait");
    }

    @Test
    void sendsTheBookAsItIsWritten() {
        var sent = Gateway.read(call.body());

        assertThat(sent.path("add")).hasSize(20);
        assertThat(sent.path("add").path(1).asText()).isEqualTo(book.written().get(1));
        assertThat(sent.has("base")).isFalse();
    }
}
