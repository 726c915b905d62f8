package dev.kith.client;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.TestAbortedException;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.reactivestreams.tck.flow.support.Function;
import org.testng.SkipException;

/** The publishers keep the rules of Reactive Streams, as its own tests see them. */
class FlowRulesTest {
    private static final long PATIENCE_MILLIS = 1_000;
    private static final long SILENCE_MILLIS = 100;

    /** Rules of publishers that fail before they are asked for anything: these take everybody, and fail over a page at the earliest. */
    private static final List<String> OF_OTHERS = List.of(
            "optional_spec104_mustSignalOnErrorWhenFails",
            "required_spec109_mayRejectCallsToSubscribeIfPublisherIsUnableOrUnwillingToServeThemRejectionMustTriggerOnErrorAfterOnSubscribe");

    private ScriptedServer server;
    private Kith kith;

    @BeforeEach
    void open() throws IOException {
        server = new ScriptedServer();
        kith = new Kith();
        kith.setServer(server.url());
        kith.setAccessToken(ScriptedServer.token(900), "refresh-1");
    }

    @AfterEach
    void close() throws IOException {
        kith.close();
        server.close();
    }

    @TestFactory
    Stream<DynamicTest> eventsKeepEachRule() {
        return rules(new EventsUnderTest());
    }

    @TestFactory
    Stream<DynamicTest> pagesKeepEachRule() {
        return rules(new PagesUnderTest());
    }

    /** Those that its makers have no test for are none here either. */
    private static Stream<DynamicTest> rules(FlowPublisherVerification<?> publishers) {
        return Arrays.stream(FlowPublisherVerification.class.getMethods())
                .filter(method -> method.isAnnotationPresent(org.testng.annotations.Test.class))
                .filter(rule -> !rule.getName().startsWith("untested_"))
                .map(rule -> dynamicTest(rule.getName(), () -> check(rule, publishers)));
    }

    private static void check(Method rule, FlowPublisherVerification<?> publishers) throws Throwable {
        publishers.setUp();
        try {
            rule.invoke(publishers);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof SkipException skipped && OF_OTHERS.contains(rule.getName())) {
                throw new TestAbortedException(skipped.getMessage());
            }
            throw thrown.getCause();
        }
    }

    /** What happens; each subscriber has a world of its own, where so much happens and then no more. */
    private static final class EventsUnderTest extends FlowPublisherVerification<Activity> {
        private static final Activity TYPING = new Activity("bob", "typing", ByteBuffer.allocate(0), Instant.EPOCH);

        EventsUnderTest() {
            super(new TestEnvironment(PATIENCE_MILLIS, SILENCE_MILLIS));
        }

        @Override
        public Flow.Publisher<Activity> createFlowPublisher(long elements) {
            return subscriber -> {
                var thread = Executors.newSingleThreadExecutor(task -> {
                    var made = new Thread(task, "happening");
                    made.setDaemon(true);
                    return made;
                });
                var listeners = new Listeners(thread);
                new Flows(listeners, null).activities().subscribe(subscriber);
                happen(listeners, thread, elements);
            };
        }

        /** One thing after the other, until nobody listens. */
        private static void happen(Listeners listeners, ExecutorService thread, long left) {
            if (left == 0) {
                listeners.end();
                listeners.then(thread::shutdown);
                return;
            }
            var heard = new AtomicBoolean();
            listeners.tell(listener -> {
                heard.set(true);
                listener.onActivity(TYPING);
            });
            listeners.then(() -> happen(listeners, thread, heard.get() ? left - 1 : 0));
        }

        @Override
        public Flow.Publisher<Activity> createFailedFlowPublisher() {
            return null;
        }
    }

    /** What is stored: so many messages. */
    private final class PagesUnderTest extends FlowPublisherVerification<Message> {
        PagesUnderTest() {
            super(new TestEnvironment(PATIENCE_MILLIS, SILENCE_MILLIS));
        }

        @Override
        public Flow.Publisher<Message> createFlowPublisher(long elements) {
            server.route("GET /v1/messages", request -> page(request, elements));
            return kith.flows().read(HistoryQuery.all());
        }

        /** Where something is tried a hundred times, each message a page of its own. */
        @Override
        public void stochasticTest(int times, Function<Integer, Void> body) throws Throwable {
            super.stochasticTest(times / 10, body);
        }

        private MockResponse page(RecordedRequest request, long all) {
            var url = request.getRequestUrl();
            var cursor = url.queryParameter("cursor");
            long from = cursor == null ? 0 : Long.parseLong(cursor);
            int size = (int) Math.min(Integer.parseInt(url.queryParameter("limit")), all - from);
            var messages =
                    IntStream.range(0, size).mapToObj(i -> message(from + i)).toList();
            var next = from + size < all ? ",\"cursor\":\"" + (from + size) + "\"" : "";
            return ScriptedServer.json("{\"messages\":[" + String.join(",", messages) + "]" + next + "}");
        }

        private static String message(long number) {
            return "{\"id\":\"" + (1 + number) + "\",\"sender\":\"bob\",\"recipient\":\"alice\",\"acceptedAt\":1,"
                    + "\"status\":\"RECEIVED_READ\",\"text\":\"m\",\"properties\":{}}";
        }

        @Override
        public Flow.Publisher<Message> createFailedFlowPublisher() {
            return null;
        }
    }
}
