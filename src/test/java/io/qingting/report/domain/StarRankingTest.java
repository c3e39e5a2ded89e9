package io.qingting.report.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.board.domain.ScoreSettings;
import io.qingting.board.domain.ServiceScore.Parts;
import io.qingting.kernel.Mean;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StarRankingTest {
    private static final int ENOUGH = 50;

    private final Map<String, Parts> parts = new HashMap<>();
    private final Map<String, String> teams = new HashMap<>();

    private StarRanking ranking() {
        return StarRanking.of(parts, teams, ScoreSettings.DEFAULT, agent -> true);
    }

    private void answered(String agent, long inTime, long answered) {
        parts.put(agent, new Parts(Mean.NONE, new Mean(inTime, answered), Mean.NONE, Mean.NONE, Mean.NONE, answered));
        teams.put(agent, "red");
    }

    @Test
    void whoScoresMoreComesFirstAndEqualScoresShareAPlace() {
        answered("anna", 45, ENOUGH);
        answered("bert", 48, ENOUGH);
        answered("carl", 45, ENOUGH);
        answered("dora", 40, ENOUGH);
        answered("emil", 45, ENOUGH);

        assertThat(ranking().ranked())
                .extracting(p -> p.place() + " " + p.agentId())
                .containsExactly("1 bert", "2 anna", "2 carl", "2 emil", "5 dora");
        assertThat(ranking().stars(3)).hasSize(4);
    }

    @Test
    void scoresThatAreShownAsTheSameAreTheSame() {
        answered("anna", 90_001, 100_000);
        answered("bert", 90_000, 100_000);
        answered("carl", 80_000, 100_000);
        answered("dora", 80_000, 100_000);
        answered("emil", 80_000, 100_000);

        assertThat(ranking().ranked()).extracting(StarRanking.Placed::place).containsExactly(1, 1, 3, 3, 3);
    }

    @Test
    void whoseSampleIsTooSmallIsNotRankedWhateverTheScore() {
        for (String agent : List.of("anna", "bert", "carl", "dora", "emil")) answered(agent, 40, ENOUGH);
        answered("newcomer", ENOUGH - 1, ENOUGH - 1);

        assertThat(ranking().ranked()).extracting(StarRanking.Placed::agentId).doesNotContain("newcomer");
        assertThat(ranking().notRanked())
                .extracting(StarRanking.Unplaced::agentId)
                .containsExactly("newcomer");
    }

    @Test
    void fourPeopleWithAScoreAreNoRanking() {
        for (String agent : List.of("anna", "bert", "carl", "dora")) answered(agent, 40, ENOUGH);
        answered("newcomer", 1, 1);

        assertThat(ranking().ranked()).isEmpty();
        assertThat(ranking().isWithheld()).isTrue();
        assertThat(ranking().people()).isEqualTo(4);
        assertThat(ranking().notRanked()).hasSize(1);
    }

    @Test
    void aTeamIsRankedByTheScoresThatItsPeopleHaveAmongAll() {
        for (String agent : List.of("anna", "bert", "carl", "dora", "emil")) answered(agent, 40, ENOUGH);
        for (String agent : List.of("u", "v", "w", "x", "y")) {
            answered(agent, 20, ENOUGH);
            teams.put(agent, "blue");
        }
        StarRanking red = StarRanking.of(parts, teams, ScoreSettings.DEFAULT, a -> "red".equals(teams.get(a)));

        assertThat(red.people()).isEqualTo(5);
        assertThat(red.ranked()).isEqualTo(ranking().ranked().subList(0, 5));
    }

    @Test
    void theOrderInWhichPeopleAreReadMakesNoDifference() {
        for (int i = 0; i < 30; i++) answered("agent" + i, 20 + i * 7 % 29, ENOUGH + i % 3);

        StarRanking inOrder = StarRanking.of(new TreeMap<>(parts), teams, ScoreSettings.DEFAULT, agent -> true);

        assertThat(ranking()).isEqualTo(inOrder);
    }
}
