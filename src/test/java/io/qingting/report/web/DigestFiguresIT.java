package io.qingting.report.web;

import static io.qingting.fixture.NewEvents.newId;
import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.alert.app.FloorReports;
import io.qingting.alert.domain.FloorFigures;
import io.qingting.fixture.FloorScript;
import io.qingting.fixture.PostgresResource;
import io.qingting.kernel.Mean;
import io.qingting.kernel.Ratio;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What digests tell is what reports tell, of any hour or shift. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class DigestFiguresIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Inject
    ReportCalls calls;

    @Inject
    FloorReports reports;

    private final String queue = "q" + newId();
    private final String amy = "amy" + newId();

    @Test
    void thePeriodsOwnFiguresAndNoOthers() {
        ZoneId shanghai = ZoneId.of("Asia/Shanghai");
        FloorScript floor = new FloorScript(calls.source(newId()), queue, shanghai, LocalDate.parse("2026-03-02"))
                .entered("15:29:00", "before")
                .accepted("15:29:10", "before", amy)
                .closed("15:29:30", "before", amy, 10)
                .entered("15:30:00", "c1")
                .accepted("15:30:30", "c1", amy)
                .closed("15:35:00", "c1", amy, 250)
                .rated("15:36:00", "c1", 4)
                .entered("16:00:00", "c2")
                .accepted("16:00:31", "c2", amy)
                .closed("16:05:00", "c2", amy, 200)
                .entered("23:20:00", "c3")
                .abandoned("23:20:40", "c3")
                .entered("23:30:00", "after")
                .abandoned("23:31:00", "after");
        calls.append(floor.events());
        calls.awaitFacts(LIMIT);

        FloorFigures figures = reports.between(
                        Instant.parse("2026-03-02T07:30:00Z"), Instant.parse("2026-03-02T15:30:00Z"), List.of(queue))
                .await()
                .atMost(LIMIT);

        assertThat(figures).isEqualTo(new FloorFigures(3, 2, new Ratio(1, 3), new Ratio(1, 3), new Mean(4, 1)));
    }

    @Test
    void whereNothingHappenedThereIsNoData() {
        Instant then = Instant.parse("2026-03-02T07:30:00Z");
        calls.awaitFacts(LIMIT);

        assertThat(reports.between(then, then.plusSeconds(3_600), List.of("nobody" + newId()))
                        .await()
                        .atMost(LIMIT))
                .isEqualTo(FloorFigures.NONE);
    }
}
