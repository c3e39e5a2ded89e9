package io.qingting.board.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.qingting.access.app.Keys;
import io.qingting.access.domain.Audience;
import io.qingting.alert.app.Alerts;
import io.qingting.alert.domain.Cause;
import io.qingting.alert.domain.Severity;
import io.qingting.alert.domain.Signal;
import io.qingting.alert.domain.Subject;
import io.qingting.fixture.Api;
import io.qingting.fixture.Api.TestSource;
import io.qingting.fixture.BoardViewer;
import io.qingting.fixture.Browser;
import io.qingting.fixture.NewEvents;
import io.qingting.fixture.PostgresResource;
import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.ContactKey;
import io.qingting.kernel.Secrets;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Who is told what on the socket: every kind of topic, asked for by everybody. A kind without a row here is refused to all, so
 * that a new topic fails until somebody writes down for whom it is.
 */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class TopicRightsIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    /** The topic is sent, and tells nothing: as if there were nobody of that name. */
    private static final Set<String> NOTHING = Set.of();

    private static final Set<String> FIGURES = Set.of("figures");

    /**
     * What a frame tells to whom; who is not named is refused. Of two small teams, amy's is red and bob's is blue. "figures" are
     * those of the topic's own place or person, "small team" those of red in the site's frame, "somebody" a line or an alert
     * without who it is, "customer" the contact of an alert.
     */
    private static final Map<String, Map<String, Set<String>>> TOLD = Map.of(
            "site",
            everybody(FIGURES, Set.of("figures", "small team")),
            "queue",
            everybody(FIGURES, FIGURES),
            "team",
            overseers(FIGURES, Map.of("supervisor of red", FIGURES, "display of the floor", NOTHING)),
            "agents",
            overseers(
                    Set.of("amy", "bob"),
                    Map.of(
                            "supervisor of red",
                            Set.of("amy"),
                            "supervisor of blue",
                            Set.of("bob"),
                            "display of the floor",
                            Set.of("somebody"))),
            "agent",
            overseers(FIGURES, Map.of("supervisor of red", FIGURES, "supervisor of blue", NOTHING, "amy", FIGURES)),
            "alerts",
            overseers(
                    Set.of("amy", "bob", "customer"),
                    Map.of(
                            "supervisor of red",
                            Set.of("amy", "customer"),
                            "supervisor of blue",
                            Set.of("bob", "customer"),
                            "display of the floor",
                            Set.of("somebody"))),
            "announcements",
            overseers(
                    Set.of("to all", "to red"),
                    Map.of(
                            "supervisor of red",
                            Set.of("to all", "to red"),
                            "supervisor of blue",
                            Set.of("to all"),
                            "supervisor of none",
                            Set.of("to all"),
                            "amy",
                            Set.of("to all", "to red"),
                            "bob",
                            Set.of("to all"),
                            "display of the floor",
                            Set.of("to all"))));

    @Inject
    Secrets secrets;

    @Inject
    BusinessClock clock;

    @Inject
    Keys keys;

    @Inject
    Alerts alerts;

    @Inject
    Pool pool;

    @TestHTTPResource("/ws/board")
    URI board;

    private final String mark = NewEvents.newId();
    private final String queue = "queue-" + mark;
    private final String red = "red-" + mark;
    private final String amy = "amy-" + mark;
    private final String bob = "bob-" + mark;
    private final List<String> announced = new ArrayList<>();
    private String customer = "";

    private static Map<String, Set<String>> everybody(Set<String> told, Set<String> toOverseers) {
        return overseers(
                toOverseers,
                Map.of(
                        "supervisor of red",
                        told,
                        "supervisor of blue",
                        told,
                        "supervisor of none",
                        told,
                        "amy",
                        told,
                        "bob",
                        told,
                        "display of the floor",
                        told));
    }

    private static Map<String, Set<String>> overseers(Set<String> told, Map<String, Set<String>> others) {
        Map<String, Set<String>> all = new TreeMap<>(others);
        for (String caller :
                List.of("administrator's key", "administrator", "quality", "display of the supervisors' room"))
            all.put(caller, told);
        return all;
    }

    /** Amy of red and Bob of blue are at work, each too long in wrap-up; a customer's promise is broken. */
    @BeforeEach
    void twoPeopleOfTwoTeams() {
        TestSource source = Api.newSource(secrets, false);
        Instant now = Instant.ofEpochMilli(clock.nowMillis());
        source.post(List.of(presence(source, amy, red, now), presence(source, bob, "blue-" + mark, now)))
                .statusCode(200);
        customer = "contact-" + mark;
        ContactKey contact = new ContactKey(5, customer);
        List<Signal> signals = List.of(
                wrapUp(amy),
                wrapUp(bob),
                new Signal.TargetBreached(
                        Cause.ofTarget(contact, "answer", 0, 0),
                        Severity.CRITICAL,
                        Subject.ofContact(contact, queue, false, false),
                        "answer",
                        Instant.EPOCH,
                        Duration.ZERO,
                        List.of()));
        get(pool.withTransaction(tx -> alerts.raise(tx, signals, now)).replaceWithVoid());
    }

    private void announce(String text, boolean toWalls, List<String> teams) {
        announced.add(Api.admin(secrets)
                .body(Map.of(
                        "textZh",
                        text + " " + mark,
                        "toWalls",
                        toWalls,
                        "toAgents",
                        true,
                        "teamIds",
                        teams,
                        "untilAt",
                        Instant.now().plusSeconds(600).toString()))
                .post("/api/announcements")
                .then()
                .statusCode(201)
                .extract()
                .path("announcementId"));
    }

    @AfterEach
    void nothingIsAnnouncedAnyMore() {
        announced.forEach(id -> Api.admin(secrets).delete("/api/announcements/" + id));
    }

    private static Map<String, Object> presence(TestSource source, String agent, String team, Instant at) {
        return source.event(
                NewEvents.newId(),
                "agent.presence.changed",
                at.minusSeconds(60),
                Map.of("agentId", agent, "teamId", team, "presence", Map.of("state", "available")));
    }

    /** So old and grave that it stands before what other tests alert of. */
    private Signal wrapUp(String agent) {
        return new Signal.FigureOff(
                Cause.ofFigure("wrap-up-" + mark, agent),
                Severity.CRITICAL,
                Subject.ofAgent(agent, null),
                "wrap-up " + mark,
                "wrapUpSeconds",
                400,
                300,
                0,
                null,
                null,
                Instant.EPOCH,
                true,
                false,
                List.of());
    }

    @Test
    void everyTopicTellsEverybodyWhatIsWrittenDownForThemAndNothingElse() throws Exception {
        announce("to all", true, List.of());
        announce("to red", false, List.of(red));
        Map<String, String> callers = callers();
        Map<String, String> wrong = new TreeMap<>();
        for (Map.Entry<String, String> topic : topics().entrySet()) {
            Map<String, Set<String>> told = TOLD.getOrDefault(topic.getKey(), Map.of());
            for (Map.Entry<String, String> caller : callers.entrySet()) {
                Set<String> right = told.get(caller.getKey());
                String found = found(topic.getKey(), topic.getValue(), caller.getValue(), right);
                if (!found.equals(shown(right))) wrong.put(topic.getKey() + " to " + caller.getKey(), found);
            }
        }
        assertThat(wrong).isEmpty();
        TOLD.values().forEach(row -> assertThat(callers.keySet()).containsAll(row.keySet()));
    }

    @Test
    void everyKindOfTopicHasARowAndIsDescribed() throws IOException {
        Set<String> kinds = Arrays.stream(Topic.class.getPermittedSubclasses())
                .filter(Class::isRecord)
                .map(kind -> kind.getSimpleName().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        String description = new ObjectMapper(new YAMLFactory())
                .readTree(Path.of("src/main/resources/META-INF/resources/api/asyncapi.yaml")
                        .toFile())
                .at("/components/schemas/topic/description")
                .asText();
        Set<String> described = Arrays.stream(description.split(", "))
                .map(name -> name.replaceAll("[?:].*", ""))
                .collect(Collectors.toSet());

        assertThat(topics().keySet()).isEqualTo(kinds);
        assertThat(TOLD.keySet()).isEqualTo(kinds);
        assertThat(described).isEqualTo(kinds);
    }

    @Test
    void whoMayReadNoBoardOpensNoSocket() {
        String source = token(keys.issueSourceKey("test", "topics-" + mark, false));
        given().header("Authorization", "Bearer " + source)
                .get("/ws/board")
                .then()
                .statusCode(403);
        given().get("/ws/board").then().statusCode(401);
    }

    /** One of each kind: what is asked for is amy's, or of her team. */
    private Map<String, String> topics() {
        return Map.of(
                "site",
                "site?window=30m",
                "queue",
                "queue:" + queue,
                "team",
                "team:" + red,
                "agents",
                "agents",
                "agent",
                "agent:" + amy,
                "alerts",
                "alerts",
                "announcements",
                "announcements");
    }

    private Map<String, String> callers() {
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put("administrator's key", secrets.get(Secrets.Secret.ADMIN_KEY));
        tokens.put("administrator", person(List.of("admin"), null));
        tokens.put("quality", person(List.of("quality"), null));
        tokens.put("supervisor of red", supervisor(List.of(red)));
        tokens.put("supervisor of blue", supervisor(List.of("blue-" + mark)));
        tokens.put("supervisor of none", supervisor(List.of()));
        tokens.put("amy", person(List.of("agent"), amy));
        tokens.put("bob", person(List.of("agent"), bob));
        tokens.put("display of the floor", token(keys.issueDisplay("test", "floor " + mark, Audience.FLOOR)));
        tokens.put(
                "display of the supervisors' room",
                token(keys.issueDisplay("test", "room " + mark, Audience.SUPERVISORS)));
        return tokens;
    }

    private String supervisor(List<String> teams) {
        return Browser.of(secrets, Map.of("roles", List.of("supervisor"), "teamIds", teams))
                .token();
    }

    private String person(List<String> roles, @Nullable String agentId) {
        Map<String, Object> rights = new TreeMap<>(Map.of("roles", roles));
        if (agentId != null) rights.put("agentId", agentId);
        return Browser.of(secrets, rights).token();
    }

    private static String shown(@Nullable Set<String> told) {
        return told == null ? "refused" : new TreeSet<>(told).toString();
    }

    /** What the caller is told at last: frames may need some time to hold everything, and never to hold less. */
    private String found(String kind, String topic, String token, @Nullable Set<String> right) throws Exception {
        try (BoardViewer viewer = BoardViewer.open(board, token, topic)) {
            await().atMost(SOON).until(() -> !viewer.newestWord("subscribed").isMissingNode());
            boolean isGranted = viewer.newestWord("subscribed").path("topics").size() > 0;
            if (!isGranted) {
                assertThat(viewer.newestWord("refused").path("reason").asText()).isEqualTo("forbidden");
                return "refused";
            }
            try {
                await().atMost(SOON)
                        .until(() -> viewer.frames() > 0
                                && told(kind, viewer.newest()).equals(right));
            } catch (ConditionTimeoutException differs) {
                // What it is then, the table's test says.
            }
            return shown(told(kind, viewer.newest()));
        }
    }

    private Set<String> told(String kind, JsonNode frame) {
        Set<String> told = new TreeSet<>();
        switch (kind) {
            case "site" -> {
                if (frame.has("site")) told.add("figures");
                for (JsonNode team : frame.path("teams"))
                    if (team.path("teamId").asText().equals(red) && team.hasNonNull("agentsOnDuty"))
                        told.add("small team");
                people(frame.toString(), told);
            }
            case "queue", "team" -> {
                if (frame.has("now")) told.add("figures");
                people(frame.toString(), told);
            }
            case "agent" -> {
                if (frame.has("presence") || frame.has("windows") || frame.has("name")) told.add("figures");
            }
            case "agents" -> {
                people(frame.toString(), told);
                for (JsonNode line : frame.path("agents")) if (!line.has("agentId")) told.add("somebody");
            }
            case "alerts" -> {
                people(frame.toString(), told);
                if (frame.toString().contains(customer)) told.add("customer");
                for (JsonNode alert : frame.path("alerts"))
                    if (alert.path("name").asText().equals("wrap-up " + mark) && !alert.has("agentId"))
                        told.add("somebody");
            }
            case "announcements" -> {
                for (String text : List.of("to all", "to red"))
                    if (frame.toString().contains(text + " " + mark)) told.add(text);
            }
            default -> throw new IllegalArgumentException("say what a frame of " + kind + " tells");
        }
        return told;
    }

    private void people(String frame, Set<String> told) {
        if (frame.contains(amy)) told.add("amy");
        if (frame.contains(bob)) told.add("bob");
    }

    private static String token(Uni<Keys.Issued> issued) {
        return get(issued).token().text();
    }

    private static <T> T get(Uni<T> asked) {
        return asked.await().atMost(SOON);
    }
}
