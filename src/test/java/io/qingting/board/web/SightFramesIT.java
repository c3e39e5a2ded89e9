package io.qingting.board.web;

import static io.qingting.fixture.EventBuilder.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qingting.access.domain.Sight;
import io.qingting.board.domain.Board;
import io.qingting.board.domain.BoardConfig;
import io.qingting.event.domain.EventType;
import io.qingting.event.domain.PresenceState;
import io.qingting.fixture.Floor;
import io.qingting.fixture.PostgresResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nobody's frame tells of a person whom the viewer may not see. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class SightFramesIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Sight SUPERVISOR = new Sight.Own(Set.of("team-1"), null);
    private static final Sight AGENT = new Sight.Own(Set.of(), "amy");

    @Inject
    FrameJson frames;

    private Board board = new Board(BoardConfig.defaults(Floor.ZONE), Floor.time("09:00:00"));

    @BeforeEach
    void amyOfOneTeamAndBobOfAnother() {
        board = new Board(BoardConfig.defaults(Floor.ZONE), Floor.time("09:00:00"));
        board.apply(
                List.of(
                        event("p1", EventType.AGENT_PRESENCE_CHANGED)
                                .at(Floor.time("08:50:00"))
                                .agent("amy")
                                .team("team-1")
                                .presence(PresenceState.AVAILABLE)
                                .build(),
                        event("p2", EventType.AGENT_PRESENCE_CHANGED)
                                .at(Floor.time("08:50:00"))
                                .agent("bob")
                                .team("team-2")
                                .presence(PresenceState.BREAK)
                                .build()),
                Map.of());
    }

    @Test
    void theListOfAgentsHoldsThoseOfOwnTeamsOnly() throws IOException {
        assertThat(agents(Sight.EVERYBODY)).containsExactly("amy", "bob");
        assertThat(agents(SUPERVISOR)).containsExactly("amy");
        assertThat(agents(AGENT)).containsExactly("amy");
        assertThat(agents(new Sight.Own(Set.of(), "nobody"))).isEmpty();
        assertThat(agents(Sight.NOBODY)).containsExactly("", "");
        assertThat(frame(new Topic.Agents(), Sight.NOBODY).at("/agents/0").has("queues"))
                .isFalse();
    }

    @Test
    void anAgentOfAnotherTeamIsAnsweredLikeOneThatNobodyKnows() throws IOException {
        Set<String> known = names(frame(new Topic.Agent("amy"), SUPERVISOR));
        Set<String> foreign = names(frame(new Topic.Agent("bob"), SUPERVISOR));
        Set<String> unknown = names(frame(new Topic.Agent("carl"), SUPERVISOR));

        assertThat(known).contains("presence", "windows", "score");
        assertThat(foreign).isEqualTo(unknown).doesNotContain("presence", "windows", "score", "name", "teamId");
    }

    @Test
    void anAgentsOwnFrameTellsOfSingleRatingsLessThanThatOfAnOverseer() throws IOException {
        Topic amy = new Topic.Agent("amy");
        assertThat(StreamKey.of(amy, AGENT)).isNotEqualTo(StreamKey.of(amy, Sight.EVERYBODY));
        assertThat(StreamKey.of(amy, new Sight.Own(Set.of("team-2"), "amy"))).isEqualTo(StreamKey.of(amy, AGENT));
        assertThat(StreamKey.of(new Topic.Agent("bob"), AGENT)).isNotEqualTo(StreamKey.of(amy, AGENT));
        assertThat(names(frame(amy, AGENT))).isEqualTo(names(frame(amy, Sight.EVERYBODY)));
    }

    @Test
    void whatCustomersGaveCannotBeWorkedOutFromTheFramesThatAnAgentIsSent() throws IOException {
        assertThat(seen(AGENT, 1)).isEqualTo(seen(AGENT, 5));
        assertThat(seen(SUPERVISOR, 1)).isNotEqualTo(seen(SUPERVISOR, 5));
        assertThat(seen(AGENT, 5).toString()).contains("\"ratings\":8");
    }

    /** What is told of Amy, eight of whose customers gave so many stars. */
    private List<JsonNode> seen(Sight sight, int stars) throws IOException {
        amyOfOneTeamAndBobOfAnother();
        for (int people = 1; people <= 8; people++) answered(people, stars);
        JsonNode own = frame(new Topic.Agent("amy"), sight);
        return List.of(
                own.path("windows"),
                own.path("score"),
                frame(new Topic.Agents(), sight).path("agents"));
    }

    @Test
    void figuresOfATeamOfFourAreForThoseWhoMayAskForItsPeopleOnly() throws IOException {
        team("team-1", 4);
        Topic topic = new Topic.Team("team-1");

        assertThat(names(frame(topic, SUPERVISOR))).contains("now", "windows");
        assertThat(names(frame(topic, Sight.EVERYBODY))).contains("now", "windows");
        assertThat(names(frame(topic, Sight.NOBODY))).doesNotContain("now", "windows", "score", "name");
        assertThat(onDuty("team-1", Sight.EVERYBODY)).isEqualTo(4);
        for (Sight sight : List.of(SUPERVISOR, AGENT, Sight.NOBODY))
            assertThat(onDuty("team-1", sight)).isZero();
        // Nor can the people of so small a team be told apart from others on the floor.
        frame(new Topic.Agents(), Sight.NOBODY)
                .path("agents")
                .forEach(line -> assertThat(line.has("teamId")).isFalse());
    }

    @Test
    void aTeamOfFiveIsShownToEverybodyButNotWhatFewerOfThemDid() throws IOException {
        team("team-1", 5);
        answered(4);
        Topic topic = new Topic.Team("team-1");

        assertThat(frame(topic, Sight.NOBODY).at("/now/agents/available").asInt())
                .isEqualTo(5);
        assertThat(onDuty("team-1", AGENT)).isEqualTo(5);
        assertThat(frame(topic, SUPERVISOR).at("/windows/today/answered").asInt())
                .isEqualTo(4);
        assertThat(frame(topic, Sight.NOBODY).path("windows").has("today")).isFalse();

        answered(5);

        JsonNode today = frame(topic, Sight.NOBODY).at("/windows/today");
        assertThat(today.path("answered").asInt()).isEqualTo(9);
        assertThat(today.has("csat")).isFalse();
        assertThat(frame(topic, SUPERVISOR).at("/windows/today/csat/count").asInt())
                .isEqualTo(2);
    }

    /** Available people of a team, amy among those of the first. */
    private void team(String teamId, int people) {
        for (int i = 1; i < people; i++) {
            board.apply(
                    List.of(event("team-" + teamId + i, EventType.AGENT_PRESENCE_CHANGED)
                            .at(Floor.time("08:50:00"))
                            .agent("agent-" + i)
                            .team(teamId)
                            .presence(PresenceState.AVAILABLE)
                            .build()),
                    Map.of());
        }
    }

    private void answered(int people) {
        answered(people, 5);
    }

    /** One contact each, by so many of them; Amy's customer gives some stars. */
    private void answered(int people, int stars) {
        for (int i = 0; i < people; i++) {
            String agent = i == 0 ? "amy" : "agent-" + i;
            String contact = "c-" + people + "-" + i;
            board.apply(
                    List.of(
                            event(contact + "q", EventType.CONTACT_ENQUEUED)
                                    .at(Floor.time("08:55:00"))
                                    .of(contact)
                                    .queue("sales")
                                    .build(),
                            event(contact + "a", EventType.CONTACT_ACCEPTED)
                                    .at(Floor.time("08:55:10"))
                                    .of(contact)
                                    .queue("sales")
                                    .agent(agent)
                                    .build()),
                    Map.of());
        }
        board.apply(
                List.of(event("rating-" + people, EventType.CONTACT_RATED)
                        .at(Floor.time("08:58:00"))
                        .of("c-" + people + "-0")
                        .agent("amy")
                        .csat(null, stars)
                        .build()),
                Map.of());
    }

    private int onDuty(String teamId, Sight sight) throws IOException {
        for (JsonNode team : frame(new Topic.Site(Topic.Window.M30), sight).path("teams")) {
            if (team.path("teamId").asText().equals(teamId))
                return team.path("agentsOnDuty").asInt();
        }
        throw new IllegalStateException("no team " + teamId);
    }

    private List<String> agents(Sight sight) throws IOException {
        List<String> ids = new ArrayList<>();
        frame(new Topic.Agents(), sight)
                .path("agents")
                .forEach(line -> ids.add(line.path("agentId").asText()));
        return ids;
    }

    private static Set<String> names(JsonNode frame) {
        Set<String> names = new TreeSet<>();
        frame.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private JsonNode frame(Topic topic, Sight sight) throws IOException {
        return JSON.readTree(frames.frame(board, StreamKey.of(topic, sight), 1));
    }
}
