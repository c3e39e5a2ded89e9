package io.qingting.board.web;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qingting.access.domain.Sight;
import io.qingting.alert.app.OpenAlerts;
import io.qingting.announcement.app.OpenAnnouncements;
import io.qingting.board.app.LiveBoard;
import io.qingting.board.domain.AgentFigures;
import io.qingting.board.domain.AgentLine;
import io.qingting.board.domain.Board;
import io.qingting.board.domain.QueueFigures;
import io.qingting.board.domain.QueueLine;
import io.qingting.board.domain.RollingScore;
import io.qingting.board.domain.ScoreFigures;
import io.qingting.board.domain.ScoreSettings;
import io.qingting.board.domain.SiteFigures;
import io.qingting.board.domain.TeamFigures;
import io.qingting.board.domain.TeamLine;
import io.qingting.board.domain.Window;
import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.MachineClock;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.site.domain.ShownAs;
import io.qingting.site.domain.Site;
import io.qingting.sla.app.BreachedContacts;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Writes figures as frames: the head that all frames share, then the topic's own figures. Adds the names that the site's
 * configuration gives, and leaves out what an audience may not see.
 */
@ApplicationScoped
class FrameJson {
    /** Version of METRICS.md's definitions. */
    static final int METRICS_VERSION = 1;

    private static final ObjectMapper JSON = FrameMapper.create();

    private final LiveBoard live;
    private final OpenAlerts alerts;
    private final OpenAnnouncements announcements;
    private final BreachedContacts breached;
    private final SiteConfiguration configuration;
    private final BusinessClock clock;
    private final MachineClock machine;

    FrameJson(
            LiveBoard live,
            OpenAlerts alerts,
            OpenAnnouncements announcements,
            BreachedContacts breached,
            SiteConfiguration configuration,
            BusinessClock clock,
            MachineClock machine) {
        this.live = live;
        this.alerts = alerts;
        this.announcements = announcements;
        this.breached = breached;
        this.configuration = configuration;
        this.clock = clock;
        this.machine = machine;
    }

    /** The frame of a topic as UTF-8; on the board's thread. */
    byte[] frame(Board board, StreamKey key, long n) {
        return frame(board, key, n, alerts.current(), breached.current());
    }

    byte[] frame(Board board, StreamKey key, long n, OpenAlerts.State open, BreachedContacts.State broken) {
        return write(json -> {
            json.writeStringField("type", "frame");
            json.writeStringField("topic", key.topic().name());
            head(json, Instant.ofEpochMilli(board.now()));
            json.writeNumberField("n", n);
            json.writeStringField("position", Long.toString(board.position()));
            json.writeNumberField("configVersion", configuration.current().version());
            json.writeNumberField("metricsVersion", METRICS_VERSION);
            json.writeStringField("mode", clock.isReplay() ? "replay" : "live");
            body(json, board, key, open, broken);
        });
    }

    /** Says that the server lives, how far the board is, and what the clocks show. From any thread. */
    byte[] heartbeat() {
        return write(json -> {
            json.writeStringField("type", "heartbeat");
            head(json, clock.now());
        });
    }

    private void head(JsonGenerator json, Instant at) throws IOException {
        LiveBoard.Lag lag = live.lag();
        json.writeStringField("epoch", live.epoch());
        json.writeStringField("at", at.toString());
        json.writeStringField("serverAt", machine.now().toString());
        json.writeNumberField("rate", clock.rate());
        json.writeStringField("state", lag.isCatchingUp() ? "catchingUp" : "live");
        json.writeNumberField("lagSeconds", lag.seconds());
    }

    private void body(
            JsonGenerator json, Board board, StreamKey key, OpenAlerts.State open, BreachedContacts.State broken)
            throws IOException {
        Site site = configuration.current();
        switch (key.topic()) {
            case Topic.Site topic -> {
                site(json, board, board.site(window(topic.window())), key.sight(), site);
                rolling(json, board.rollingSite());
            }
            case Topic.Queue topic -> {
                queue(json, board.queue(topic.queueId()), site);
                rolling(json, board.rollingQueue(topic.queueId()));
            }
            case Topic.Team topic -> {
                boolean whole = key.sight().equals(Sight.EVERYBODY);
                TeamFigures figures = whole ? board.team(topic.teamId()) : board.crowd(topic.teamId());
                if (figures == null) {
                    json.writeStringField("teamId", topic.teamId());
                    return;
                }
                team(json, figures, site);
                rolling(json, board.rollingTeam(topic.teamId()));
            }
            case Topic.Agents topic -> agents(json, board, key.sight());
            case Topic.Alerts topic -> {
                OpenAlertsJson.breached(json, broken);
                OpenAlertsJson.write(json, open, board, key.sight(), site);
            }
            case Topic.Announcements topic ->
                AnnouncementWriter.write(json, announcements.current().announcements(), board, key.sight());
            case Topic.Agent topic -> {
                AgentFigures figures = board.agent(topic.agentId());
                if (!key.sight().reaches(topic.agentId(), figures == null ? null : figures.teamId())) {
                    json.writeStringField("agentId", topic.agentId());
                    return;
                }
                boolean itself = isItself(key.sight(), topic.agentId());
                ScoreSettings settings = board.config().score();
                agent(json, topic.agentId(), figures == null || !itself ? figures : figures.forItself(settings), site);
                RollingScore month = board.rollingAgent(topic.agentId());
                rolling(json, month == null || !itself ? month : month.forItself(settings));
            }
        }
    }

    /** Whether the viewer is that agent; whoever oversees everybody is not meant. */
    private static boolean isItself(Sight sight, String agentId) {
        return sight instanceof Sight.Own own && agentId.equals(own.ownAgentId());
    }

    /** Figures of 30 days; left out until history was summed up for the first time. */
    private static void rolling(JsonGenerator json, @Nullable Object figures) throws IOException {
        if (figures != null) json.writePOJOField("rolling", figures);
    }

    private static Window window(Topic.Window window) {
        return Window.ofWireName(window.wireName()).orElseThrow();
    }

    private void site(JsonGenerator json, Board board, SiteFigures figures, Sight sight, Site site) throws IOException {
        json.writePOJOField("businessDay", figures.businessDay());
        json.writePOJOField("sources", live.sources());
        json.writePOJOField("site", figures.site());
        json.writePOJOField("channels", figures.channels());
        json.writeArrayFieldStart("teams");
        for (TeamLine team : figures.teams()) {
            json.writeStartObject();
            json.writeStringField("teamId", team.teamId());
            String name = teamName(site, team.teamId());
            if (!name.equals(team.teamId())) json.writeStringField("name", name);
            boolean shown = sight.equals(Sight.EVERYBODY) || board.isCrowd(team.teamId());
            json.writePOJOField("agentsOnDuty", shown ? team.agentsOnDuty() : null);
            score(json, team.score());
            rollingScore(json, board.rollingTeam(team.teamId()));
            json.writeEndObject();
        }
        json.writeEndArray();
        QueueLines.write(
                json,
                figures.queues().stream()
                        .filter(queue -> !isEmptyNoQueue(queue))
                        .toList(),
                site);
    }

    /** A score and what it rests on; weights and both samples of each part are in the team's own frame. */
    private static void score(JsonGenerator json, @Nullable ScoreFigures score) throws IOException {
        if (score == null) return;
        json.writeObjectFieldStart("score");
        json.writeStringField("window", score.window());
        if (score.sampleTooSmall()) json.writeBooleanField("sampleTooSmall", true);
        if (score.value() != null) json.writePOJOField("value", score.value());
        json.writeNumberField("ratings", score.ratings());
        json.writeNumberField("answered", score.answered());
        json.writeArrayFieldStart("components");
        for (ScoreFigures.Component part : score.components()) {
            if (part.value() == null) continue;
            json.writeStartObject();
            json.writeStringField("name", part.name());
            json.writeNumberField("n", part.n());
            json.writePOJOField("value", part.value());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Contacts without a queue have a line of their own, but only while there are any. */
    private static boolean isEmptyNoQueue(QueueLine queue) {
        return queue.queueId().equals(Board.NO_QUEUE)
                && queue.offered() == 0
                && queue.queueLength() == 0
                && queue.backlog() == 0
                && queue.inService() == 0
                && queue.unconfirmed() == 0;
    }

    static void count(JsonGenerator json, String name, long value) throws IOException {
        if (value != 0) json.writeNumberField(name, value);
    }

    private static void queue(JsonGenerator json, QueueFigures figures, Site site) throws IOException {
        json.writeStringField("queueId", figures.queueId());
        json.writeStringField("name", queueName(site, figures.queueId(), figures.name()));
        json.writePOJOField("now", figures.now());
        json.writePOJOField("windows", figures.windows());
    }

    private static void team(JsonGenerator json, TeamFigures figures, Site site) throws IOException {
        json.writeStringField("teamId", figures.teamId());
        json.writeStringField("name", teamName(site, figures.teamId()));
        json.writePOJOField("now", figures.now());
        json.writePOJOField("windows", figures.windows());
        json.writePOJOField("score", figures.score());
    }

    /** Those who are not shown are left out, but on a display of the floor, which shows all without telling who they are. */
    private void agents(JsonGenerator json, Board board, Sight sight) throws IOException {
        boolean people = !(sight instanceof Sight.Nobody);
        json.writeArrayFieldStart("agents");
        for (AgentLine agent : board.agents()) {
            if (people && !sight.reaches(agent.agentId(), agent.teamId())) continue;
            json.writeStartObject();
            if (people) {
                json.writeStringField("agentId", agent.agentId());
                name(json, agent.agentId());
            }
            String team = agent.teamId();
            // Among few people even one without a name is told apart.
            if (people || team == null || board.isCrowd(team)) json.writeStringField("teamId", team);
            json.writeStringField("presence", agent.presence());
            json.writePOJOField("sinceAt", agent.sinceAt());
            json.writeNumberField("inService", agent.inService());
            if (people) {
                json.writePOJOField("queues", agent.queues());
                json.writeNumberField("answeredToday", agent.answeredToday());
                boolean itself = isItself(sight, agent.agentId());
                ScoreSettings settings = board.config().score();
                shortScore(json, "score", itself ? agent.score().withoutRatings(settings) : agent.score());
                RollingScore month = board.rollingAgent(agent.agentId());
                rollingScore(json, month == null || !itself ? month : month.forItself(settings));
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Left out where the site shows its agents by no name. */
    private void name(JsonGenerator json, String agentId) throws IOException {
        if (configuration.shownAs(agentId) != ShownAs.NONE)
            json.writeStringField("name", configuration.agentName(agentId));
    }

    private static void rollingScore(JsonGenerator json, @Nullable RollingScore rolling) throws IOException {
        shortScore(json, "rollingScore", rolling == null ? null : rolling.score());
    }

    /** A line's score with its N; its components are in the topic of the one agent or team: thousands of lines would be megabytes. */
    private static void shortScore(JsonGenerator json, String name, @Nullable ScoreFigures score) throws IOException {
        if (score == null) return;
        json.writeObjectFieldStart(name);
        json.writePOJOField("value", score.value());
        json.writeBooleanField("sampleTooSmall", score.sampleTooSmall());
        json.writeNumberField("ratings", score.ratings());
        json.writeNumberField("answered", score.answered());
        json.writeEndObject();
    }

    /** @param figures null: nothing is known of the agent, and the name is all there is to say */
    private void agent(JsonGenerator json, String agentId, @Nullable AgentFigures figures, Site site)
            throws IOException {
        json.writeStringField("agentId", agentId);
        name(json, agentId);
        if (figures == null) return;
        json.writeStringField("teamId", figures.teamId());
        json.writeStringField("presence", figures.presence());
        json.writePOJOField("sinceAt", figures.sinceAt());
        json.writePOJOField("contacts", figures.contacts());
        json.writeArrayFieldStart("queues");
        for (AgentFigures.OwnQueue queue : figures.queues()) {
            json.writeStartObject();
            json.writeStringField("queueId", queue.queueId());
            json.writeStringField("name", queueName(site, queue.queueId(), queue.name()));
            json.writeNumberField("waiting", queue.waiting());
            json.writePOJOField("waitingSinceAt", queue.waitingSinceAt());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writePOJOField("windows", figures.windows());
        json.writePOJOField("score", figures.score());
    }

    static String queueName(Site site, String queueId, @Nullable String bySource) {
        Site.Queue configured = site.queues().get(queueId);
        if (configured != null) return configured.name();
        return bySource == null ? queueId : bySource;
    }

    private static String teamName(Site site, String teamId) {
        Site.Team configured = site.teams().get(teamId);
        return configured == null ? teamId : configured.name();
    }

    @FunctionalInterface
    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private static byte[] write(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a frame could not be written", e);
        }
        return bytes.toByteArray();
    }
}
