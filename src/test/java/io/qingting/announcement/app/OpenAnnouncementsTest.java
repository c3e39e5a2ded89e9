package io.qingting.announcement.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.access.domain.Sight;
import io.qingting.announcement.domain.Announcement;
import io.qingting.announcement.domain.Announcement.Content;
import io.qingting.announcement.domain.Announcement.Severity;
import io.qingting.fixture.HandClock;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpenAnnouncementsTest {
    private static final Instant NINE = Instant.parse("2026-03-02T01:00:00Z");

    private final HandClock clock = new HandClock(NINE);
    private Uni<List<Announcement>> inDatabase = Uni.createFrom().item(List.of());
    private final OpenAnnouncements open = new OpenAnnouncements(() -> inDatabase, clock);

    @Test
    void whatIsAnnouncedIsShownAndEndsByItself() {
        look(List.of(lasting(Set.of(), true)));
        assertThat(open.current().announcements()).hasSize(1);
        long version = open.current().version();

        clock.pass(Duration.ofMinutes(10));
        look(List.of(lasting(Set.of(), true)));

        assertThat(open.current().announcements()).isEmpty();
        assertThat(open.current().version()).isGreaterThan(version);
    }

    @Test
    void whileTheDatabaseIsAwayWhatIsKnownStaysUntilItsEnd() {
        look(List.of(lasting(Set.of(), true)));
        inDatabase = Uni.createFrom().failure(new IllegalStateException("away"));

        open.look().await().atMost(Duration.ofSeconds(5));
        assertThat(open.current().announcements()).hasSize(1);

        clock.pass(Duration.ofMinutes(10));
        open.look().await().atMost(Duration.ofSeconds(5));
        assertThat(open.current().announcements()).isEmpty();
    }

    @Test
    void nothingNewTellsNobody() {
        int[] told = {0};
        open.onChange(() -> told[0]++);
        look(List.of(lasting(Set.of(), true)));
        look(List.of(lasting(Set.of(), true)));
        assertThat(told[0]).isEqualTo(1);
    }

    @Test
    void theFloorsWallShowsWhatIsForWallsAndPeopleWhatIsForTheirTeam() {
        Announcement teamA = lasting(Set.of("a"), false);
        Announcement everybody = lasting(Set.of(), true);

        assertThat(teamA.isFor(Sight.NOBODY, id -> "a")).isFalse();
        assertThat(everybody.isFor(Sight.NOBODY, id -> "a")).isTrue();
        assertThat(teamA.isFor(Sight.EVERYBODY, id -> null)).isTrue();
        assertThat(teamA.isFor(new Sight.Own(Set.of(), "amy"), id -> "a")).isTrue();
        assertThat(teamA.isFor(new Sight.Own(Set.of(), "amy"), id -> "b")).isFalse();
        assertThat(teamA.isFor(new Sight.Own(Set.of("a", "c"), null), id -> null))
                .isTrue();
        assertThat(teamA.isFor(new Sight.Own(Set.of("c"), null), id -> null)).isFalse();
        assertThat(everybody.isFor(new Sight.Own(Set.of(), null), id -> null)).isTrue();
    }

    private void look(List<Announcement> found) {
        inDatabase = Uni.createFrom().item(found);
        open.look().await().atMost(Duration.ofSeconds(5));
    }

    /** For ten minutes from nine. */
    private static Announcement lasting(Set<String> teams, boolean toWalls) {
        Content content =
                new Content(Severity.INFO, "九点开会", null, toWalls, true, teams, NINE, NINE.plus(Duration.ofMinutes(10)));
        return new Announcement(1, content, NINE, "admin:first", null);
    }
}
