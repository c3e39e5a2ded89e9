package io.qingting.access.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SightTest {
    private static Grant.LoggedIn person(Set<Role> roles, Set<String> teams, @Nullable String agentId) {
        return new Grant.LoggedIn(1, "wang.fang", roles, teams, agentId);
    }

    @Test
    void anAgentSeesItselfAndNobodyElse() {
        Sight sight = person(Set.of(Role.AGENT), Set.of(), "a1").sight();
        assertThat(sight.reaches("a1", "team-1")).isTrue();
        assertThat(sight.reaches("a2", "team-1")).isFalse();
        assertThat(sight.reachesOthers()).isFalse();
    }

    @Test
    void aSupervisorSeesOwnTeamsAndNobodyWhoseTeamIsUnknown() {
        Sight sight = person(Set.of(Role.SUPERVISOR), Set.of("team-1"), "a9").sight();
        assertThat(sight.reaches("a2", "team-1")).isTrue();
        assertThat(sight.reaches("a3", "team-2")).isFalse();
        assertThat(sight.reaches("a4", null)).isFalse();
        assertThat(sight.reaches("a9", "team-2")).isTrue();
        assertThat(sight.reachesOthers()).isTrue();
    }

    @Test
    void teamsLedOnceGiveNothingWithoutTheRole() {
        assertThat(person(Set.of(Role.AGENT), Set.of("team-1"), "a1").sight().reaches("a2", "team-1"))
                .isFalse();
    }

    @Test
    void administratorsAndQualityLeadsSeeEverybodyAndDisplaysOfTheFloorNobody() {
        assertThat(person(Set.of(Role.QUALITY), Set.of(), "a1").sight()).isEqualTo(Sight.EVERYBODY);
        assertThat(new Grant.Admin(1, "first").sight()).isEqualTo(Sight.EVERYBODY);
        assertThat(new Grant.Display(1, "大厅", Audience.FLOOR).sight()).isEqualTo(Sight.NOBODY);
        assertThat(new Grant.Display(1, "主管室", Audience.SUPERVISORS).sight()).isEqualTo(Sight.EVERYBODY);
        assertThat(Sight.NOBODY.reaches("a1", "team-1")).isFalse();
    }
}
