package io.qingting.report.web;

import static io.qingting.fixture.NewEvents.newId;
import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.event.domain.EventType;
import io.qingting.fixture.FloorScript;
import io.qingting.fixture.PostgresResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class ReportIT {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final String QUEUES = "/api/reports/queues";
    private static final String AGENTS = "/api/reports/agents";

    @Inject
    ReportCalls calls;

    private final String queue = "q" + newId();
    private final String amy = "amy" + newId();
    private int source;

    @BeforeEach
    void aSource() {
        source = calls.source(newId());
    }

    @AfterEach
    void theUsualZone() {
        calls.zone("Asia/Shanghai", 0);
    }

    @Test
    void theServiceLevelCountsTheAnsweredAndTheAbandonedButNotTheShortAbandons() {
        happened(floor("2026-03-02")
                .entered("09:00:00", "c1")
                .accepted("09:00:30", "c1", amy)
                .closed("09:05:00", "c1", amy, 250)
                .entered("09:10:00", "c2")
                .accepted("09:10:31", "c2", amy)
                .closed("09:15:00", "c2", amy, 200)
                .entered("09:20:00", "c3")
                .abandoned("09:20:04", "c3")
                .entered("09:30:00", "c4")
                .abandoned("09:30:05", "c4"));

        JsonPath row = oneRow(QUEUES, "2026-03-02", "2026-03-03", Map.of());

        assertThat(row.getInt("offered")).isEqualTo(4);
        assertThat(row.getInt("answered")).isEqualTo(2);
        assertThat(row.getInt("abandoned")).isEqualTo(2);
        assertThat(row.getInt("shortAbandons")).isEqualTo(1);
        assertRatio(row, "serviceLevel", 1, 3);
        assertRatio(row, "abandonmentRate", 2, 4);
        assertThat(row.getDouble("asaSeconds.sum")).isEqualTo(61);
        assertThat(row.getDouble("waitSeconds.p50")).isEqualTo(31);
        assertThat(row.getInt("handled")).isEqualTo(2);
        assertThat(row.getDouble("handleSeconds.sum")).isEqualTo(450);
        assertThat(row.getString("queueId")).isEqualTo(queue);
        assertThat(row.getString("period")).isEqualTo("2026-03-02");
    }

    @Test
    void anotherXGivesAnotherServiceLevel() {
        happened(floor("2026-03-02").entered("09:00:00", "c1").accepted("09:00:25", "c1", amy));

        assertRatio(
                oneRow(QUEUES, "2026-03-02", "2026-03-03", Map.of("serviceLevelSeconds", 20)), "serviceLevel", 0, 1);
        assertRatio(
                oneRow(QUEUES, "2026-03-02", "2026-03-03", Map.of("serviceLevelSeconds", 25)), "serviceLevel", 1, 1);
    }

    @Test
    void whereAcceptsAreAutomaticServiceLevelAndAsaAreNoData() {
        happened(floor("2026-03-02")
                .by("chat")
                .entered("09:00:00", "c1")
                .event(
                        "09:00:10",
                        EventType.CONTACT_ACCEPTED,
                        "c1",
                        ",\"agentId\":\"" + amy + "\",\"acceptMode\":\"automatic\""));

        JsonPath row = oneRow(QUEUES, "2026-03-02", "2026-03-03", Map.of());

        assertThat(row.getInt("answered")).isEqualTo(1);
        assertThat(row.<Object>get("serviceLevel")).isNull();
        assertThat(row.<Object>get("asaSeconds")).isNull();
    }

    @Test
    void anOverdueFirstResponseBelongsToItsDeadlineAndStaysThere() {
        happened(floor("2026-03-02")
                .by("chat")
                .entered("23:59:50", "c1")
                .customerWrote("23:59:50", "c1")
                .on("2026-03-03")
                .accepted("00:00:40", "c1", amy)
                .agentWrote("00:01:00", "c1", amy)
                .on("2026-03-02")
                .entered("23:59:00", "c2")
                .customerWrote("23:59:00", "c2")
                .on("2026-03-03")
                .agentWrote("00:00:10", "c2", amy));

        JsonPath both = report(QUEUES, "2026-03-02", "2026-03-04", Map.of("firstResponseSeconds", 30));

        assertRatio(both, "rows[0].firstResponseWithin", 0, 1);
        assertThat(both.getInt("rows[0].firstResponseSeconds.count")).isZero();
        assertRatio(both, "rows[1].firstResponseWithin", 0, 1);
        assertThat(both.getDouble("rows[1].firstResponseSeconds.sum")).isEqualTo(70 + 70);
    }

    @Test
    void aResponseAtTheDeadlineItselfIsInTimeAndOneStillOpenAtTheCloseIsInNoRate() {
        happened(floor("2026-03-02")
                .by("chat")
                .entered("09:00:00", "c1")
                .customerWrote("09:00:00", "c1")
                .accepted("09:00:05", "c1", amy)
                .agentWrote("09:00:10", "c1", amy)
                .customerWrote("09:01:00", "c1")
                .agentWrote("09:01:30", "c1", amy)
                .customerWrote("09:02:00", "c1")
                .closed("09:02:30", "c1", amy, 100));

        JsonPath row = oneRow(QUEUES, "2026-03-02", "2026-03-03", Map.of("responseSeconds", 30));

        assertRatio(row, "responseWithin", 2, 2);
        assertThat(row.getInt("lastMessageUnanswered")).isEqualTo(1);
    }

    @Test
    void aContactThatSpansMidnightIsOfferedOnItsFirstDayAndAnsweredOnItsSecond() {
        happened(floor("2026-03-02")
                .entered("23:59:50", "c1")
                .on("2026-03-03")
                .accepted("00:00:10", "c1", amy)
                .closed("00:05:00", "c1", amy, 290));

        JsonPath days = report(QUEUES, "2026-03-02", "2026-03-04", Map.of());

        assertThat(days.getList("rows.period")).containsExactly("2026-03-02", "2026-03-03");
        assertThat(days.getList("rows.offered")).containsExactly(1, 0);
        assertThat(days.getList("rows.answered")).containsExactly(0, 1);
        assertRatio(days, "rows[1].serviceLevel", 1, 1);
        JsonPath total = oneRow(QUEUES, "2026-03-02", "2026-03-04", Map.of("by", "total"));
        assertThat(total.getInt("offered")).isEqualTo(1);
        assertThat(total.getInt("answered")).isEqualTo(1);
    }

    @Test
    void anAgentsRowHoldsWhatThisAgentHandledAndHowTheCustomerRatedIt() {
        happened(floor("2026-03-02")
                .entered("09:00:00", "c1")
                .accepted("09:00:10", "c1", amy)
                .closed("09:05:00", "c1", amy, 280)
                .rated("09:06:00", "c1", 4)
                .entered("10:00:00", "c2")
                .accepted("10:00:10", "c2", amy)
                .closed("10:05:00", "c2", amy, 0)
                .rated("10:06:00", "c2", 2));

        JsonPath row = oneRow(AGENTS, "2026-03-02", "2026-03-03", Map.of("agent", amy));

        assertThat(row.getString("agentId")).isEqualTo(amy);
        assertThat(row.getInt("handled")).isEqualTo(1);
        assertThat(row.getDouble("handleSeconds.sum")).isEqualTo(280);
        assertThat(row.getDouble("csat.sum")).isEqualTo(6);
        assertRatio(row, "csatRate", 1, 2);
        assertThat(row.<Object>get("offered")).isNull();
    }

    @Test
    void whoComesBackOnTheSameTopicWithinSevenDaysWasNotHelpedTheFirstTime() {
        String mei = "customer" + newId();
        String li = "customer" + newId();
        String bill = ",\"topic\":\"bill\"";
        happened(floor("2026-03-02")
                .of(mei)
                .event("09:00:00", EventType.CONTACT_ENQUEUED, "c1", bill)
                .accepted("09:00:10", "c1", amy)
                .closed("09:05:00", "c1", amy, 280)
                .of(li)
                .event("09:00:00", EventType.CONTACT_ENQUEUED, "c2", bill)
                .accepted("09:00:10", "c2", amy)
                .closed("09:05:00", "c2", amy, 280)
                .on("2026-03-08")
                .of(mei)
                .event("09:00:00", EventType.CONTACT_ENQUEUED, "c3", bill)
                .of(li)
                .event("09:00:00", EventType.CONTACT_ENQUEUED, "c4", ",\"topic\":\"card\""));

        assertRatio(oneRow(QUEUES, "2026-03-02", "2026-03-03", Map.of()), "firstContactResolution", 1, 2);
    }

    @Test
    void theDayOnWhichClocksGoForwardIsOneRowOf23Hours() {
        calls.zone("Europe/Berlin", 0);
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        happened(new FloorScript(source, queue, berlin, LocalDate.parse("2025-03-30"))
                .entered("01:59:00", "c1")
                .entered("03:00:00", "c2")
                .entered("23:59:59", "c3")
                .on("2025-03-31")
                .entered("00:00:00", "c4"));

        JsonPath days = report(QUEUES, "2025-03-30", "2025-04-01", Map.of());
        JsonPath hours = report(QUEUES, "2025-03-30", "2025-03-31", Map.of("by", "hour"));

        assertThat(days.getList("rows.offered")).containsExactly(3, 1);
        assertThat(days.getString("rows[0].startsAt")).isEqualTo("2025-03-29T23:00:00Z");
        assertThat(days.getString("rows[0].endsAt")).isEqualTo("2025-03-30T22:00:00Z");
        assertThat(hours.getList("rows.period"))
                .containsExactly("2025-03-30T00:00:00Z", "2025-03-30T01:00:00Z", "2025-03-30T21:00:00Z");
    }

    @Test
    void daysOfJerusalemIn1999StartAtItsOwnMidnight() {
        calls.zone("Asia/Jerusalem", 0);
        ZoneId jerusalem = ZoneId.of("Asia/Jerusalem");
        happened(new FloorScript(source, queue, jerusalem, LocalDate.parse("1999-04-01"))
                .entered("23:59:59", "c1")
                .on("1999-04-02")
                .entered("00:00:00", "c2")
                .entered("23:59:59", "c3"));

        JsonPath days = report(QUEUES, "1999-04-01", "1999-04-03", Map.of());

        assertThat(days.getList("rows.offered")).containsExactly(1, 2);
        assertThat(days.getString("zone")).isEqualTo("Asia/Jerusalem");
    }

    @Test
    void aBusinessDayThatStartsAtFourHoldsTheNight() {
        calls.zone("Asia/Shanghai", 4);
        happened(floor("2026-03-03").entered("03:59:59", "c1").entered("04:00:00", "c2"));

        assertThat(report(QUEUES, "2026-03-02", "2026-03-04", Map.of()).getList("rows.offered"))
                .containsExactly(1, 1);
    }

    @Test
    void csvHoldsTheSameFiguresAndDefusesFormulas() {
        FloorScript danger = new FloorScript(source, "=1+" + queue, SHANGHAI, LocalDate.parse("2026-03-02"));
        happened(danger.entered("09:00:00", "c1").accepted("09:00:10", "c1", amy));

        String csv = calls.get(
                        QUEUES,
                        Map.of(
                                "from",
                                "2026-03-02",
                                "to",
                                "2026-03-03",
                                "queue",
                                "=1+" + queue,
                                "format",
                                "csv",
                                "bom",
                                "true"))
                .then()
                .statusCode(200)
                .contentType("text/csv;charset=UTF-8")
                .extract()
                .asString();

        List<String> lines = csv.lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).startsWith("\uFEFFmetricsVersion,period,startsAt,endsAt,queueId,offered,");
        assertThat(lines.get(1))
                .startsWith("1,2026-03-02,2026-03-01T16:00:00Z,2026-03-02T16:00:00Z,'=1+" + queue + ",1,1,");
        String asked = calls.admin()
                .header("Accept", "text/csv")
                .queryParams(Map.of("from", "2026-03-02", "to", "2026-03-03", "queue", "=1+" + queue))
                .get(QUEUES)
                .asString();
        assertThat("\uFEFF" + asked).isEqualTo(csv);
    }

    @ParameterizedTest
    @CsvSource({
        "from=2026-03-02, to",
        "from=yesterday&to=2026-03-03, from",
        "from=2026-03-03&to=2026-03-02, to",
        "from=2026-03-02&to=2026-03-03&by=year, by",
        "from=1999-01-01&to=2026-03-03, to",
        "from=2024-03-02&to=2026-03-03&by=hour, by",
        "from=2026-03-02&to=2026-03-03&serviceLevelSeconds=-1, serviceLevelSeconds",
        "from=2026-03-02&to=2026-03-03&channel=fax, channel",
        "from=2026-03-02&to=2026-03-03&format=xml, format",
        "from=2026-03-02&from=2026-03-01&to=2026-03-03, from",
        "from=2026-03-02&to=2026-03-03&color=red, color"
    })
    void aWrongParameterIsRefusedByItsName(String query, String name) {
        calls.admin()
                .get(QUEUES + "?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("pointer", org.hamcrest.Matchers.equalTo("/" + name))
                .body("detail", org.hamcrest.Matchers.startsWith(name + " "));
    }

    @Test
    void withoutACredentialNothingIsShown() {
        io.restassured.RestAssured.given()
                .get(QUEUES + "?from=2026-03-02&to=2026-03-03")
                .then()
                .statusCode(401);
    }

    private FloorScript floor(String day) {
        return new FloorScript(source, queue, SHANGHAI, LocalDate.parse(day));
    }

    private void happened(FloorScript floor) {
        calls.append(floor.events());
        calls.awaitFacts(Duration.ofSeconds(30));
    }

    private JsonPath oneRow(String path, String from, String to, Map<String, ?> more) {
        JsonPath report = report(path, from, to, more);
        assertThat(report.getList("rows")).hasSize(1);
        return report.setRootPath("rows[0]");
    }

    private JsonPath report(String path, String from, String to, Map<String, ?> more) {
        Map<String, Object> parameters = new java.util.HashMap<>(Map.of("from", from, "to", to, "queue", queue));
        parameters.putAll(more);
        return calls.report(path, parameters);
    }

    private static void assertRatio(JsonPath row, String name, int hits, int total) {
        assertThat(List.of(row.getInt(name + ".hits"), row.getInt(name + ".total")))
                .as(name)
                .containsExactly(hits, total);
    }
}
