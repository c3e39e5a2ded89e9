package io.qingting.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qingting.fixture.BoardViewer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What was acknowledged survives a crash at any moment, once. */
@Timeout(600)
class CrashIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CLIENTS = 4;

    @Test
    void everyAcknowledgedEventIsCountedOnceAfterCrashesOfTheApplicationAndOfTheDatabase() throws Exception {
        try (RunningApp app = new RunningApp("crash")) {
            app.start();
            String key = app.sourceKey("pbx");
            String display = app.displayToken("supervisors");
            Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();
            AtomicInteger next = new AtomicInteger();

            // When: twice the application, once the database, is killed while four clients post.
            postUntil(app, key, next, acknowledged, app::killApplication);
            app.start();
            postUntil(app, key, next, acknowledged, app::killDatabase);
            app.killApplication();
            app.start();
            postUntil(app, key, next, acknowledged, app::killApplication);
            app.start();

            // Then: a repeat of each acknowledged event is a duplicate, and the board counts each once.
            assertThat(acknowledged).hasSizeGreaterThan(100);
            for (int number : acknowledged) {
                assertThat(outcome(app.post("/api/events", key, "application/cloudevents+json", event(number))))
                        .as("event %d", number)
                        .isEqualTo("duplicate");
            }
            // What was not acknowledged may be in or not; repeating it makes it certain.
            int all = next.get();
            for (int number = 0; number < all; number++) {
                if (acknowledged.contains(number)) continue;
                app.post("/api/events", key, "application/cloudevents+json", event(number));
            }
            try (BoardViewer viewer = BoardViewer.open(app.uri("/ws/board"), display, "site?window=today")) {
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> viewer.newest().at("/site/now/queueLength").asInt() == all);
                assertThat(viewer.newest().at("/site/window/offered").asInt()).isEqualTo(all);
            }
        }
    }

    @FunctionalInterface
    private interface Blow {
        void fall() throws Exception;
    }

    /** Posts from several clients until enough is acknowledged, then strikes, and waits until all clients have noticed. */
    private static void postUntil(RunningApp app, String key, AtomicInteger next, Set<Integer> acknowledged, Blow blow)
            throws Exception {
        int before = acknowledged.size();
        AtomicBoolean struck = new AtomicBoolean();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<java.util.concurrent.Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                running.add(clients.submit(() -> post(app, key, next, acknowledged, struck)));
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.size() >= before + 60);
            blow.fall();
            struck.set(true);
            for (var client : running) client.get();
        }
    }

    private static void post(
            RunningApp app, String key, AtomicInteger next, Set<Integer> acknowledged, AtomicBoolean struck) {
        while (!struck.get()) {
            int number = next.getAndIncrement();
            try {
                HttpResponse<String> answer =
                        app.post("/api/events", key, "application/cloudevents+json", event(number));
                if (answer.statusCode() == 200 && outcome(answer).equals("accepted")) acknowledged.add(number);
            } catch (IOException e) {
                // Not acknowledged: it may be in the log or not.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static String outcome(HttpResponse<String> answer) throws IOException {
        JsonNode tree = JSON.readTree(answer.body());
        return tree.at("/events/0/outcome").asText("refused: " + answer.body());
    }

    private static final Instant BEGIN = Instant.ofEpochMilli(System.currentTimeMillis());

    private static String event(int number) {
        return """
                {"specversion":"1.0","id":"e%d","source":"/connectors/pbx","type":"contact.enqueued","subject":"c%d",
                 "time":"%s","datacontenttype":"application/json",
                 "data":{"connectorId":"pbx","channel":"voice","contactId":"c%d","queueId":"billing"}}""".formatted(number, number, BEGIN.plusMillis(number), number);
    }
}
