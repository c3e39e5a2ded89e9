package io.qingting.board.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qingting.access.domain.Sight;
import io.qingting.alert.app.OpenAlerts;
import io.qingting.alert.domain.Alert;
import io.qingting.alert.domain.AlertKind;
import io.qingting.alert.domain.AlertState;
import io.qingting.alert.domain.Cause;
import io.qingting.alert.domain.OpenCounts;
import io.qingting.alert.domain.Severity;
import io.qingting.alert.domain.Signal;
import io.qingting.alert.domain.Subject;
import io.qingting.board.domain.Board;
import io.qingting.board.domain.BoardConfig;
import io.qingting.event.domain.Event;
import io.qingting.fixture.Api;
import io.qingting.fixture.MemoryLog;
import io.qingting.fixture.PostgresResource;
import io.qingting.fixture.ScenarioEvents;
import io.qingting.kernel.ContactKey;
import io.qingting.kernel.Secrets;
import io.qingting.scenario.domain.DemoSite;
import io.qingting.scenario.domain.Scenario;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.site.domain.Site;
import io.qingting.site.domain.Targets;
import io.qingting.sla.app.BreachedContacts;
import io.qingting.sla.domain.BreachCounts;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The screens' fixtures are frames of this server: the board after each scenario file, at its last instant. Remake them with
 * {@code -Dgolden.update=true}, and review the difference. What depends on the running process (epoch, machine clock, lag,
 * sources heard) is replaced by constants.
 */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class GoldenFramesIT {
    private static final Path FIXTURES = Path.of("frontend", "src", "fixtures");
    private static final ContactKey CONTACT = new ContactKey(1, "c-1001");
    private static final String FIRST = "monday-morning";
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Inject
    FrameJson frames;

    @Inject
    SiteConfiguration configuration;

    @Inject
    Secrets secrets;

    private Site before = Site.unconfigured("", ZoneOffset.UTC);

    @BeforeEach
    void theDemoSite() {
        before = configuration.current();
        DemoSite demo = DemoSite.standard();
        save(new Site(
                before.version() + 1,
                demo.name(),
                ZoneId.of("Asia/Shanghai"),
                0,
                null,
                Targets.DEFAULT,
                List.of(new Site.Shift("早班", "Early shift", LocalTime.of(8, 0), LocalTime.of(16, 0))),
                demo.queues().stream()
                        .collect(Collectors.toMap(DemoSite.Queue::id, q -> new Site.Queue(q.id(), q.name()))),
                demo.teams().stream()
                        .collect(Collectors.toMap(DemoSite.Team::id, t -> new Site.Team(t.id(), t.name()))),
                demo.agents().stream()
                        .collect(Collectors.toMap(
                                DemoSite.Agent::id, a -> new Site.Agent(a.id(), a.name(), a.teamId())))));
    }

    @AfterEach
    void theSiteBefore() {
        save(new Site(
                before.version() + 2,
                before.name(),
                before.zone(),
                before.dayStartHour(),
                before.hours(),
                before.targets(),
                before.shifts(),
                before.queues(),
                before.teams(),
                before.agents()));
    }

    private void save(Site site) {
        configuration.save(site).await().atMost(Duration.ofSeconds(20));
    }

    @Test
    void theBoardAfterEachScenarioIsTheFixtureOfTheScreens() throws IOException {
        for (Scenario scenario : Scenario.all()) {
            Board board = board(scenario);
            compare("frame-site-" + scenario.name(), frame(board, new Topic.Site(Topic.Window.M30), Sight.NOBODY));
            if (scenario.name().equals(FIRST)) compareAllTopics(board);
        }
    }

    private void compareAllTopics(Board board) throws IOException {
        compare("frame-queue", frame(board, new Topic.Queue("orders"), Sight.NOBODY));
        compare("frame-team", frame(board, new Topic.Team("team-logistics"), Sight.EVERYBODY));
        compare("frame-agent", frame(board, new Topic.Agent("A1001"), Sight.EVERYBODY));
        compare("frame-agents-floor", frame(board, new Topic.Agents(), Sight.NOBODY));
        compare("frame-agents-supervisors", frame(board, new Topic.Agents(), Sight.EVERYBODY));
        compare("frame-alerts-floor", alerts(board, Sight.NOBODY));
        compare("frame-alerts-supervisors", alerts(board, Sight.EVERYBODY));
        ObjectNode beat = (ObjectNode) JSON.readTree(frames.heartbeat());
        beat.put("at", Instant.ofEpochMilli(board.now()).toString());
        compare("heartbeat", settled(beat));
    }

    @Test
    void theSiteThatScreensReadIsTheirFixture() throws IOException {
        String token = Api.admin(secrets)
                .body(Map.of("name", "大厅屏", "audience", "floor"))
                .post("/api/displays")
                .then()
                .statusCode(201)
                .extract()
                .path("token");
        String site = RestAssured.given()
                .header("Authorization", "Bearer " + token)
                .get("/api/site")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        ObjectNode read = (ObjectNode) JSON.readTree(site);
        read.put("configVersion", 1);
        compare("site", read);
    }

    /** The whole scenario in the order of delivery, as seen at its end. */
    private static Board board(Scenario scenario) {
        long end = scenario.from()
                .plusMinutes(scenario.minutes())
                .atZone(scenario.plan().zone())
                .toInstant()
                .toEpochMilli();
        Board board = new Board(BoardConfig.defaults(scenario.plan().zone()), end);
        MemoryLog log = new MemoryLog();
        List<Event> events =
                scenario.events().stream().map(ScenarioEvents::decoded).toList();
        for (int i = 0; i < events.size(); i += 500) {
            log.feed(board, events.subList(i, Math.min(events.size(), i + 500)));
        }
        return board;
    }

    private ObjectNode frame(Board board, Topic topic, Sight sight) throws IOException {
        return settled((ObjectNode) JSON.readTree(frames.frame(board, StreamKey.of(topic, sight), 1)));
    }

    private ObjectNode alerts(Board board, Sight sight) throws IOException {
        StreamKey key = StreamKey.of(new Topic.Alerts(), sight);
        BreachedContacts.State broken =
                new BreachedContacts.State(1, true, new BreachCounts(3, Map.of("orders", 2L, "billing", 1L)));
        return settled((ObjectNode) JSON.readTree(frames.frame(board, key, 1, alertsAt(board.now()), broken)));
    }

    /** A storm of which the worst are listed: a contact of a queue, and a source of none. */
    private static OpenAlerts.State alertsAt(long now) {
        Instant due = Instant.ofEpochMilli(now).minusSeconds(75);
        Alert breach = alert(
                1,
                new Signal.TargetBreached(
                        Cause.ofTarget(CONTACT, "answer", 0, 0),
                        Severity.CRITICAL,
                        Subject.ofContact(CONTACT, "orders", true, false),
                        "answer",
                        due,
                        Duration.ZERO,
                        List.of()),
                AlertKind.TARGET_BREACHED,
                new AlertState.Firing(due));
        Alert silence = alert(
                2,
                new Signal.SourceSilent(
                        "source-silent", Severity.WARNING, "/connectors/shop", due, false, false, List.of()),
                AlertKind.SOURCE_SILENT,
                new AlertState.Acknowledged(due, "admin:first"));
        OpenCounts counts = OpenCounts.of(
                Map.of(
                        "orders", new OpenCounts.BySeverity(0, 1, 700),
                        "billing", new OpenCounts.BySeverity(2, 0, 0)),
                new OpenCounts.BySeverity(0, 1, 0));
        return new OpenAlerts.State(1, true, List.of(breach, silence), counts);
    }

    private static Alert alert(long id, Signal signal, AlertKind kind, AlertState state) {
        boolean acknowledged = state instanceof AlertState.Acknowledged;
        return new Alert(
                id,
                signal.cause(),
                kind,
                signal.severity(),
                state,
                signal.subject(),
                signal instanceof Signal.TargetBreached breach ? breach.target() : "/connectors/shop",
                null,
                null,
                null,
                null,
                null,
                null,
                signal.since(),
                signal instanceof Signal.TargetBreached breach ? breach.due() : null,
                0,
                false,
                List.of(),
                signal.since(),
                null,
                signal.since(),
                null,
                acknowledged ? signal.since() : null,
                acknowledged ? "admin:first" : null,
                null,
                0,
                0);
    }

    /** What differs from process to process, as it is on a quiet day. */
    private static ObjectNode settled(ObjectNode frame) {
        frame.put("epoch", "golden");
        frame.put("serverAt", frame.path("at").asText());
        frame.put("state", "live");
        frame.put("lagSeconds", 0.0);
        if (frame.has("configVersion")) frame.put("configVersion", 1);
        if (frame.has("sources")) {
            frame.putArray("sources")
                    .addObject()
                    .put("source", "/connectors/demo")
                    .put("state", "live")
                    .put("lastSeenAt", frame.path("at").asText())
                    .put("skewMs", 0);
        }
        return frame;
    }

    private static void compare(String name, ObjectNode frame) throws IOException {
        Path file = FIXTURES.resolve(name + ".json");
        String made = JSON.writeValueAsString(frame) + "\n";
        if (System.getProperty("golden.update") != null) Files.writeString(file, made);
        assertThat(file).as(name).exists();
        assertThat(Files.readString(file)).as(name).isEqualTo(made);
    }
}
