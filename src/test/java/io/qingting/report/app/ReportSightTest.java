package io.qingting.report.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qingting.access.domain.Sight;
import io.qingting.kernel.ProblemException;
import io.qingting.report.domain.Grouping;
import io.qingting.report.domain.Period;
import io.qingting.report.domain.PeriodUnit;
import io.qingting.report.domain.ReportQuery;
import io.qingting.report.domain.ReportQuery.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReportSightTest {
    private static final Map<String, String> TEAMS = Map.of("amy", "east", "bo", "east", "cai", "west");
    private static final Sight EAST = new Sight.Own(Set.of("east"), null);

    @Test
    void aSupervisorIsToldOfThePeopleOfOwnTeams() {
        assertThat(ReportSight.narrowed(EAST, query(Subject.AGENTS, Grouping.AGENT), TEAMS)
                        .agents())
                .containsExactly("amy", "bo");
    }

    @Test
    void anotherTeamsPersonAndSomebodyWhoDoesNotExistAreRefusedAlike() {
        ProblemException other = refusal(query(Subject.AGENTS, Grouping.AGENT, "cai"));
        ProblemException nobody = refusal(query(Subject.AGENTS, Grouping.AGENT, "dong"));

        assertThat(other.problem()).isEqualTo(nobody.problem());
        assertThat(other.problem().status()).isEqualTo(403);
    }

    @Test
    void aQueuesFiguresOfOnePersonAreThatPersons() {
        assertThat(refusal(query(Subject.QUEUES, Grouping.QUEUE, "amy"))
                        .problem()
                        .status())
                .isEqualTo(403);
        assertThat(ReportSight.narrowed(EAST, query(Subject.QUEUES, Grouping.AGENT, "amy"), TEAMS)
                        .agents())
                .containsExactly("amy");
    }

    @Test
    void whoSeesEverybodyIsNotNarrowedAndQueuesAreForAll() {
        ReportQuery people = query(Subject.AGENTS, Grouping.AGENT);
        ReportQuery queues = query(Subject.QUEUES, Grouping.QUEUE);

        assertThat(ReportSight.narrowed(Sight.EVERYBODY, people, TEAMS)).isEqualTo(people);
        assertThat(ReportSight.narrowed(EAST, queues, TEAMS)).isEqualTo(queues);
        assertThat(ReportSight.needsTeams(EAST, queues)).isFalse();
    }

    @Test
    void aSupervisorWithoutATeamIsToldOfNobody() {
        assertThatThrownBy(() ->
                        ReportSight.narrowed(new Sight.Own(Set.of(), null), query(Subject.AGENTS, Grouping.ALL), TEAMS))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void figuresOfTeamsStandOnFiveForEverybody() {
        assertThat(ReportSight.isOfGroups(Sight.EVERYBODY, query(Subject.AGENTS, Grouping.TEAM)))
                .isTrue();
        assertThat(ReportSight.isOfGroups(EAST, query(Subject.AGENTS, Grouping.ALL)))
                .isTrue();
        assertThat(ReportSight.isOfGroups(EAST, query(Subject.AGENTS, Grouping.AGENT)))
                .isFalse();
        assertThat(ReportSight.isOfGroups(Sight.EVERYBODY, query(Subject.AGENTS, Grouping.ALL)))
                .isFalse();
    }

    private static ProblemException refusal(ReportQuery query) {
        try {
            ReportSight.narrowed(EAST, query, TEAMS);
        } catch (ProblemException refused) {
            return refused;
        }
        throw new AssertionError("not refused");
    }

    private static ReportQuery query(Subject subject, Grouping grouping, String... agents) {
        Duration x = Duration.ofSeconds(30);
        return new ReportQuery(
                subject,
                PeriodUnit.DAY,
                grouping,
                List.of(new Period("2026-03-02", 0, 1)),
                x,
                x,
                x,
                List.of(),
                List.of(),
                List.of(agents));
    }
}
