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
    void anAgentsOwnFrameIsThatOfAnOverseer() throws IOException {
        Topic amy = new Topic.Agent("amy");
        assertThat(StreamKey.of(amy, AGENT)).isEqualTo(StreamKey.of(amy, Sight.EVERYBODY));
        assertThat(StreamKey.of(new Topic.Agent("bob"), AGENT)).isNotEqualTo(StreamKey.of(amy, Sight.EVERYBODY));
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
