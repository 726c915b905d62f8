package dev.kith.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.contracts.ErrorCode;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlowsTest extends KithTestCase {
    private static final long PEER = 9L << 32;

    @Test
    void tellsNoMoreThanWasAskedForAndNobodyWhatComesBehindIt() throws Exception {
        var subscriber = new Asking<Message>(1);
        kith.flows().messages().subscribe(subscriber);
        var connection = online(0);

        for (int seq = 1; seq <= 3; seq++) {
            connection.push(seq, ScriptedServer.message(seq, PEER + seq, "m" + seq));
        }

        until(() -> told.messages.size() == 2);
        connection.acknowledgedUpTo(1);
        assertThat(connection.isSilent(300)).isTrue();
        assertThat(told.texts()).containsExactly("m1", "m2");
        assertThat(subscriber.had).extracting(Message::text).containsExactly("m1");

        subscriber.subscription.request(1);
        connection.acknowledgedUpTo(2);
        assertThat(subscriber.had).extracting(Message::text).containsExactly("m1", "m2");

        subscriber.subscription.request(Long.MAX_VALUE);
        subscriber.subscription.request(Long.MAX_VALUE);
        connection.acknowledgedUpTo(3);
        assertThat(subscriber.had).extracting(Message::text).containsExactly("m1", "m2", "m3");
        assertThat(told.texts()).containsExactly("m1", "m2", "m3");
    }

    @Test
    void goesOnAtThePaceOfTheSlowest() throws Exception {
        var slow = new Asking<Message>(1);
        var slower = new Asking<Message>(0);
        kith.flows().messages().subscribe(slow);
        kith.flows().messages().subscribe(slower);
        var connection = online(0);

        connection.push(1, ScriptedServer.message(1, PEER + 1, "m1"));
        connection.push(2, ScriptedServer.message(2, PEER + 2, "m2"));
        until(() -> slow.had.size() == 1);
        slower.subscription.request(5);
        until(() -> slower.had.size() == 2);
        slow.subscription.request(5);

        connection.acknowledgedUpTo(2);
        assertThat(slow.had).extracting(Message::text).containsExactly("m1", "m2");
        assertThat(slower.had).extracting(Message::text).containsExactly("m1", "m2");
    }

    @Test
    void oneThatCancelsHoldsUpNobody() throws Exception {
        var subscriber = new Asking<Message>(0);
        kith.flows().messages().subscribe(subscriber);
        var connection = online(0);
        connection.push(1, ScriptedServer.message(1, PEER + 1, "m1"));
        connection.push(2, ScriptedServer.message(2, PEER + 2, "m2"));
        until(() -> told.messages.size() == 1);

        subscriber.subscription.cancel();

        connection.acknowledgedUpTo(2);
        assertThat(told.texts()).containsExactly("m1", "m2");
        assertThat(subscriber.had).isEmpty();
        assertThat(subscriber.ends).isEmpty();
    }

    @Test
    void oneThatThrowsIsCancelled() throws Exception {
        var throwing = new Asking<Message>(Long.MAX_VALUE) {
            @Override
            public void onNext(Message message) {
                super.onNext(message);
                throw new IllegalStateException("of a subscriber");
            }
        };
        kith.flows().messages().subscribe(throwing);
        var connection = online(0);

        connection.push(1, ScriptedServer.message(1, PEER + 1, "m1"));
        connection.push(2, ScriptedServer.message(2, PEER + 2, "m2"));

        connection.acknowledgedUpTo(2);
        assertThat(told.texts()).containsExactly("m1", "m2");
        assertThat(throwing.had).hasSize(1);
    }

    @Test
    void oneThatAsksForNothingHearsThatThisIsNoQuestion() {
        var events = new Asking<Message>(0);
        var pages = new Asking<Message>(0);
        kith.flows().messages().subscribe(events);
        kith.flows().read(HistoryQuery.all()).subscribe(pages);

        events.subscription.request(0);
        pages.subscription.request(-1);

        for (var subscriber : List.of(events, pages)) {
            until(subscriber.ends::size, 1);
            assertThat(subscriber.ends.get(0)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void isCompleteWhenTheClientIsClosedOrForgetsItsUser() throws Exception {
        var forgotten = new Asking<ConnectionChange>(0);
        kith.flows().connectionStatuses().subscribe(forgotten);
        kith.start();
        server.connection().greet(0);
        until(() -> told.connection.contains(ConnectionStatus.CONNECTING));

        kith.reset();
        until(forgotten.ends::size, 1);
        var closed = new Asking<ConnectionChange>(0);
        kith.flows().connectionStatuses().subscribe(closed);
        kith.close();
        until(closed.ends::size, 1);
        var late = new Asking<ConnectionChange>(0);
        kith.flows().connectionStatuses().subscribe(late);

        assertThat(forgotten.ends).containsExactly(Asking.COMPLETE);
        assertThat(closed.ends).containsExactly(Asking.COMPLETE);
        assertThat(late.ends).containsExactly(Asking.COMPLETE);
    }

    @Test
    void readsWhatIsStoredAsFarAsItIsAskedForAndNoFurther() throws Exception {
        var limits = new CopyOnWriteArrayList<String>();
        server.route("GET /v1/messages", request -> {
            limits.add(request.getRequestUrl().queryParameter("limit"));
            int from = limits.size() == 1 ? 6 : 4;
            return page(limits.size() == 1 ? "c1" : null, from, limits.size() == 1 ? 5 : 3);
        });
        var subscriber = new Asking<Message>(0);
        kith.flows().read(HistoryQuery.all()).subscribe(subscriber);
        assertThat(limits).isEmpty();

        subscriber.subscription.request(2);
        until(subscriber.had::size, 2);
        assertThat(limits).containsExactly("2");
        assertThat(subscriber.ends).isEmpty();

        subscriber.subscription.request(Long.MAX_VALUE);
        until(subscriber.ends::size, 1);

        assertThat(subscriber.had).extracting(Message::text).containsExactly("m6", "m5", "m4", "m3");
        assertThat(subscriber.ends).containsExactly(Asking.COMPLETE);
    }

    @Test
    void readsNoMoreWhereTheServerRefuses() {
        server.route("GET /v1/messages", request -> ScriptedServer.problem(403, "forbidden"));
        var subscriber = new Asking<Message>(1);

        kith.flows().read(HistoryQuery.all()).subscribe(subscriber);

        until(subscriber.ends::size, 1);
        assertThat(subscriber.ends.get(0))
                .isInstanceOfSatisfying(
                        KithException.class, why -> assertThat(why.code()).isEqualTo(ErrorCode.FORBIDDEN));
    }

    @Test
    void everythingThatListenersAreToldHasOneOfItsOwn() throws Exception {
        var listeners = new Listeners(Runnable::run);
        var flows = new Flows(listeners, kith.messages());
        var subscribers = new ArrayList<Asking<Object>>();
        for (var publisher : Flows.class.getMethods()) {
            if (publisher.getReturnType() == Flow.Publisher.class && publisher.getParameterCount() == 0) {
                var subscriber = new Asking<>(Long.MAX_VALUE);
                subscribers.add(subscriber);
                subscribe(publisher.invoke(flows), subscriber);
            }
        }

        for (var event : KithListener.class.getMethods()) {
            var before = subscribers.stream().map(one -> one.count).toList();
            listeners.tell(listener -> invoke(event, listener));
            var heard = IntStream.range(0, subscribers.size())
                    .filter(i -> subscribers.get(i).count != before.get(i))
                    .toArray();
            assertThat(heard).as(event.getName()).hasSize(1);
        }

        assertThat(subscribers).allMatch(one -> one.count == 1).hasSize(KithListener.class.getMethods().length);
    }

    @SuppressWarnings("unchecked")
    private static void subscribe(Object publisher, Asking<Object> subscriber) {
        ((Flow.Publisher<Object>) publisher).subscribe(subscriber);
    }

    /** With nothing, or what is nearest to it. */
    private static void invoke(Method event, KithListener listener) {
        var nothing = Arrays.stream(event.getParameterTypes())
                .map(type -> type == boolean.class ? Boolean.FALSE : null)
                .toArray();
        try {
            event.invoke(listener, nothing);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static okhttp3.mockwebserver.MockResponse page(String cursor, int from, int to) {
        var messages = new ArrayList<String>();
        for (int i = from; i >= to; i--) {
            messages.add("{\"id\":\"" + (PEER + i) + "\",\"sender\":\"bob\",\"recipient\":\"alice\",\"acceptedAt\":" + i
                    + ",\"status\":\"RECEIVED_NEW\",\"text\":\"m" + i + "\",\"properties\":{}}");
        }
        var next = cursor == null ? "" : ",\"cursor\":\"" + cursor + "\"";
        return ScriptedServer.json("{\"messages\":[" + String.join(",", messages) + "]" + next + "}");
    }

    private static void until(java.util.function.IntSupplier number, int expected) {
        KithTestCase.until(() -> number.getAsInt() == expected);
    }

    /** Asks for so many, and keeps what it is given. */
    private static class Asking<T> implements Flow.Subscriber<T> {
        static final Object COMPLETE = "complete";

        private final long atFirst;
        final List<T> had = new CopyOnWriteArrayList<>();
        final List<Object> ends = new CopyOnWriteArrayList<>();
        volatile Flow.Subscription subscription;
        volatile int count;

        Asking(long atFirst) {
            this.atFirst = atFirst;
        }

        @Override
        public void onSubscribe(Flow.Subscription begun) {
            subscription = begun;
            if (atFirst > 0) {
                begun.request(atFirst);
            }
        }

        @Override
        public void onNext(T next) {
            had.add(next);
            count = had.size();
        }

        @Override
        public void onError(Throwable failure) {
            ends.add(failure);
        }

        @Override
        public void onComplete() {
            ends.add(COMPLETE);
        }
    }
}
