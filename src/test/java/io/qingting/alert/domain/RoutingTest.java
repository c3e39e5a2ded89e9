package io.qingting.alert.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.alert.domain.Routing.Decision;
import io.qingting.kernel.ContactKey;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoutingTest {
    private static final Instant NOW = Instant.parse("2026-03-02T01:00:00Z");
    private static final LocalTime NINE = LocalTime.of(9, 0);

    @Test
    void allRoutesThatTakeItAreTakenAndAChannelGetsItOnce() {
        Route first = route(Severity.INFO, null, null, List.of(1L, 2L), null);
        Route second = route(Severity.CRITICAL, null, null, List.of(2L, 3L), "lead");

        assertThat(decide(NoticeKind.RAISED, alert(false, firing()), List.of(first, second)))
                .isEqualTo(new Decision.Tell(
                        List.of(new Routing.Way(1, null), new Routing.Way(2, "lead"), new Routing.Way(3, "lead"))));
    }

    @Test
    void hoursMayGoPastMidnight() {
        Route night = route(Severity.INFO, LocalTime.of(22, 0), LocalTime.of(8, 0), List.of(1L), null);
        Alert alert = alert(false, firing());

        assertThat(night.takes(alert, LocalTime.of(23, 0))).isTrue();
        assertThat(night.takes(alert, LocalTime.of(7, 59))).isTrue();
        assertThat(night.takes(alert, LocalTime.of(8, 0))).isFalse();
        assertThat(night.takes(alert, NINE)).isFalse();
    }

    @Test
    void aQueueInTroubleHoldsBackSingleContactsButVips() {
        List<Routing.Trouble> troubles = List.of(new Routing.Trouble(7, "q"));
        List<Route> routes = List.of(route(Severity.INFO, null, null, List.of(1L), null));

        assertThat(Routing.decide(
                        notice(NoticeKind.RAISED, alert(false, firing())),
                        troubles,
                        List.of(),
                        routes,
                        Told.NOBODY,
                        NOW,
                        NINE))
                .isEqualTo(new Decision.Hold("alert:7"));
        assertThat(Routing.decide(
                        notice(NoticeKind.RAISED, alert(true, firing())),
                        troubles,
                        List.of(),
                        routes,
                        Told.NOBODY,
                        NOW,
                        NINE))
                .isInstanceOf(Decision.Tell.class);
        assertThat(Routing.decide(
                        notice(NoticeKind.RECOVERED, alert(false, new AlertState.Resolved(NOW, null))),
                        troubles,
                        List.of(),
                        routes,
                        new Told(Map.of(1L, NOW), Set.of(), Map.of()),
                        NOW,
                        NINE))
                .isInstanceOf(Decision.Tell.class);
    }

    @Test
    void aSilenceHoldsWhatItCoversUntilItsEnd() {
        Silence silence = new Silence(3, "q", null, null, NOW, NOW.plusSeconds(60), "move", "admin:first");
        Alert alert = alert(false, firing());

        assertThat(silence.covers(alert, NOW)).isTrue();
        assertThat(silence.covers(alert, NOW.plusSeconds(60))).isFalse();
        assertThat(new Silence(3, "other", null, null, NOW, NOW.plusSeconds(60), "move", "a").covers(alert, NOW))
                .isFalse();
    }

    @Test
    void nobodyIsCalledForWhatSomebodySeesToAlready() {
        List<Route> routes = List.of(route(Severity.INFO, null, null, List.of(1L), null));
        Alert acknowledged = alert(false, new AlertState.Acknowledged(NOW, "admin:first"));

        assertThat(decide(NoticeKind.ESCALATED, acknowledged, routes)).isInstanceOf(Decision.Drop.class);
        assertThat(decide(NoticeKind.REMINDER, acknowledged, routes)).isInstanceOf(Decision.Drop.class);
        assertThat(decide(NoticeKind.RAISED, alert(false, new AlertState.TakenBack(NOW)), routes))
                .isInstanceOf(Decision.Drop.class);
        assertThat(decide(NoticeKind.RAISED, acknowledged, List.of())).isInstanceOf(Decision.Drop.class);
    }

    @Test
    void goodNewsGoToThoseWhoWereToldTheBad() {
        List<Route> routes = List.of(route(Severity.INFO, null, null, List.of(1L), "lead"));
        Alert over = alert(false, new AlertState.Resolved(NOW, null));

        assertThat(decide(
                        NoticeKind.RECOVERED,
                        over,
                        routes,
                        new Told(Map.of(3L, NOW, 2L, NOW), Set.of(1L), Map.of()),
                        NOW))
                .isEqualTo(new Decision.Tell(List.of(new Routing.Way(2, null), new Routing.Way(3, null))));
        assertThat(decide(NoticeKind.CORRECTED, over, routes, Told.NOBODY, NOW)).isInstanceOf(Decision.Drop.class);
    }

    @Test
    void aReminderGoesByRoutesThatRepeatToChannelsThatHeardNothingForThatLong() {
        Route repeating = new Route(
                1,
                "r",
                Severity.INFO,
                Set.of(),
                Set.of(),
                null,
                null,
                List.of(1L, 2L, 4L, 5L),
                "lead",
                Duration.ofMinutes(10));
        Route once = route(Severity.INFO, null, null, List.of(3L), null);
        Told told = new Told(
                Map.of(1L, NOW, 2L, NOW.plusSeconds(60), 3L, NOW), Set.of(4L), Map.of(1L, NOW, 5L, NOW.plusSeconds(1)));
        Alert alert = alert(false, firing());
        Instant then = NOW.plusSeconds(600);

        assertThat(decide(NoticeKind.REMINDER, alert, List.of(repeating, once), told, then))
                .isEqualTo(new Decision.Tell(List.of(new Routing.Way(1, "lead"))));
        assertThat(decide(NoticeKind.REMINDER, alert, List.of(repeating, once), told, then.minusMillis(1)))
                .isInstanceOf(Decision.Drop.class);
        assertThat(Routing.asksAgain(alert, List.of(once), told, then, NINE)).isFalse();
    }

    @Test
    void statesPassOnlyWhereItIsLegal() {
        AlertState.Firing firing = firing();

        assertThat(firing.acknowledge(NOW, "admin:first").resolve(NOW, null).reopen(NOW))
                .isEqualTo(firing);
        assertThat(firing.takeBack(NOW).reopen(NOW)).isEqualTo(firing);
        assertThat(firing.acknowledge(NOW, "admin:first").worsen(NOW)).isEqualTo(firing);
    }

    private static AlertState.Firing firing() {
        return new AlertState.Firing(NOW);
    }

    private static Decision decide(NoticeKind kind, Alert alert, List<Route> routes) {
        return decide(kind, alert, routes, Told.NOBODY, NOW);
    }

    private static Decision decide(NoticeKind kind, Alert alert, List<Route> routes, Told told, Instant now) {
        return Routing.decide(notice(kind, alert), List.of(), List.of(), routes, told, now, NINE);
    }

    private static Notice notice(NoticeKind kind, Alert alert) {
        return new Notice(1, kind, null, NOW, alert);
    }

    private static Route route(
            Severity atLeast,
            @Nullable LocalTime from,
            @Nullable LocalTime to,
            List<Long> channels,
            @Nullable String duty) {
        return new Route(1, "r", atLeast, Set.of(), Set.of(), from, to, channels, duty, null);
    }

    private static Alert alert(boolean vip, AlertState state) {
        ContactKey contact = new ContactKey(1, "c");
        return new Alert(
                1,
                Cause.ofTarget(contact, "answer", 0, 0),
                AlertKind.TARGET_BREACHED,
                Severity.CRITICAL,
                state,
                Subject.ofContact(contact, "q", vip, false),
                "answer",
                null,
                null,
                null,
                null,
                null,
                null,
                NOW,
                NOW,
                Duration.ZERO.toSeconds(),
                false,
                List.of(),
                NOW,
                null,
                NOW,
                null,
                null,
                null,
                null,
                0,
                0);
    }
}
