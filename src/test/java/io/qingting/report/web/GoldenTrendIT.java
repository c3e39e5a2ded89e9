package io.qingting.report.web;

import static io.qingting.fixture.NewEvents.newId;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.qingting.event.domain.NewEvent;
import io.qingting.fixture.PostgresResource;
import io.qingting.fixture.ScenarioEvents;
import io.qingting.report.domain.Trend;
import io.qingting.report.domain.TrendQuery;
import io.qingting.report.store.TrendStore;
import io.qingting.scenario.domain.DemoSite;
import io.qingting.scenario.domain.Scenario;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The screens' trend is this server's: the last hour of the ordinary Monday, and the same instant a week before, when the same
 * had happened. Remake it with {@code -Dgolden.update=true}, and review the difference.
 */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class GoldenTrendIT {
    private static final Path FILE = Path.of("frontend", "src", "fixtures", "trend.json");
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final long WEEK = Duration.ofDays(7).toMillis();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Inject
    ReportCalls calls;

    @Inject
    Pool pool;

    /** Ids of this run alone, so that other tests' rows are none of it. */
    private final String mark = newId() + "-";

    @Test
    void theTrendOfAnOrdinaryMondayIsTheFixtureOfTheScreens() throws IOException {
        Scenario scenario = Scenario.all().stream()
                .filter(s -> s.name().equals("monday-morning"))
                .findFirst()
                .orElseThrow();
        long now = scenario.from()
                .plusMinutes(scenario.minutes())
                .atZone(scenario.plan().zone())
                .toInstant()
                .toEpochMilli();
        append(scenario, 0);
        append(scenario, WEEK);
        calls.awaitFacts(LIMIT);

        String made = JSON.writeValueAsString(TrendJson.of(trend(now))) + "\n";

        if (System.getProperty("golden.update") != null) Files.writeString(FILE, made);
        assertThat(Files.readString(FILE)).isEqualTo(made);
    }

    private void append(Scenario scenario, long earlier) {
        int source = calls.source(newId());
        List<NewEvent> events = new ArrayList<>();
        for (var event : scenario.events()) {
            NewEvent e = ScenarioEvents.admitted(event);
            events.add(new NewEvent(
                    source,
                    e.id(),
                    e.type(),
                    e.at() - earlier,
                    e.sequence(),
                    e.contactId(),
                    e.customerKey(),
                    true,
                    e.data().replaceAll("\"(\\w*(?:queueId|QueueId|agentId|AgentId))\":\"", "\"$1\":\"" + mark)));
        }
        for (int i = 0; i < events.size(); i += 500) {
            calls.append(events.subList(i, Math.min(events.size(), i + 500)));
        }
    }

    private Trend trend(long now) {
        List<String> queues = DemoSite.standard().queues().stream()
                .map(queue -> mark + queue.id())
                .toList();
        TrendQuery query = new TrendQuery(60, 30, queues, List.of());
        TrendStore.Terms terms =
                new TrendStore.Terms(Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofHours(2), Map.of());
        long day = Duration.ofDays(1).toMillis();
        long then = now - WEEK;
        long window = then - then % 60_000 - 29 * 60_000;
        return pool.withTransaction(tx -> TrendStore.points(tx, query, terms, now, now - day)
                        .chain(points -> TrendStore.at(tx, query, terms, then, window, then - day)
                                .map(last -> new Trend(now, 0, false, points, last.orElse(null)))))
                .await()
                .atMost(LIMIT);
    }
}
