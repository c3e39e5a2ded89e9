package io.qingting.sla.web;

import static io.qingting.fixture.NewEvents.newId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.qingting.event.app.EventLog;
import io.qingting.event.domain.EventType;
import io.qingting.event.domain.NewEvent;
import io.qingting.fixture.Api;
import io.qingting.fixture.PostgresResource;
import io.qingting.history.app.FactLag;
import io.qingting.kernel.Secrets;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class SlaApiIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Inject
    Secrets secrets;

    @Inject
    EventLog log;

    @Inject
    FactLag lag;

    @Inject
    Pool pool;

    @AfterEach
    void theShippedRulesAgain() {
        get(pool.query("delete from sla_rules where version > 1").execute());
    }

    private RequestSpecification admin() {
        return Api.admin(secrets);
    }

    private static final Map<String, Object> VIP_CHAT = Map.of(
            "name", "VIP 接通",
            "target", "answer",
            "channels", List.of("chat"),
            "segments", List.of("vip"),
            "promise", Map.of("amount", 10, "unit", "seconds"),
            "severity", "critical",
            "escalation", List.of(Map.of("afterSeconds", 60, "to", "lead")));

    @Test
    void theDefaultsAreThoseOfTheMetrics() {
        admin().get("/api/sla/policies")
                .then()
                .statusCode(200)
                .body("version", equalTo(1))
                .body(
                        "policies.target",
                        hasItems(
                                "answer",
                                "firstResponse",
                                "complaintAnswer",
                                "complaintFollowUp",
                                "feedbackAnswer",
                                "suggestionAnswer",
                                "improvementMeasure"))
                .body("policies.find { it.policyId == 'improvement-measure' }.promise.unit", equalTo("plannedDate"))
                .body("policies.find { it.policyId == 'answer' }.promise.amount", equalTo(30))
                .body("policies.find { it.policyId == 'suggestion-answer' }.promise.unit", equalTo("workingDays"));
    }

    @Test
    void aPolicyIsPutExplainedAuditedAndTakenAway() {
        admin().body(VIP_CHAT)
                .put("/api/sla/policies/vip-chat-told")
                .then()
                .statusCode(200)
                .body("policies.policyId", hasItem("vip-chat-told"));

        admin().queryParam("target", "answer")
                .queryParam("channel", "chat")
                .queryParam("segment", "vip")
                .queryParam("queue", "sales")
                .get("/api/sla/policies/match")
                .then()
                .statusCode(200)
                .body("policyId", equalTo("vip-chat-told"))
                .body("candidates[0].why", containsString("segment and channel"))
                .body("candidates[0].verdict", equalTo("chosen"))
                .body("candidates[0].by", contains("segment", "channel"))
                .body("candidates.find { it.policyId == 'answer' }.verdict", equalTo("lessSpecific"))
                .body("candidates.find { it.policyId == 'answer' }.why", containsString("less specific"));
        assertThat(audited("policy:vip-chat-told")).containsExactly("policy.changed");

        admin().delete("/api/sla/policies/vip-chat-told")
                .then()
                .statusCode(200)
                .body("policies.policyId", not(hasItem("vip-chat-told")));
        admin().delete("/api/sla/policies/vip-chat-told").then().statusCode(404);
        assertThat(audited("policy:vip-chat-told")).containsExactly("policy.changed", "policy.deleted");
        admin().get("/api/sla/policies/versions").then().statusCode(200).body("versions", hasSize(3));
    }

    @Test
    void ofTwoWhoChangeAPolicyAtOnceTheSecondIsTold() {
        int read = admin().get("/api/sla/policies").then().extract().path("version");
        int made = admin().queryParam("basedOn", read)
                .body(VIP_CHAT)
                .put("/api/sla/policies/vip-chat")
                .then()
                .statusCode(200)
                .extract()
                .path("version");
        admin().body(VIP_CHAT).put("/api/sla/policies/vip-chat-too").then().statusCode(200);

        for (int stale : List.of(read, 999_999)) {
            admin().queryParam("basedOn", stale)
                    .body(VIP_CHAT)
                    .put("/api/sla/policies/vip-chat")
                    .then()
                    .statusCode(409)
                    .body("type", equalTo("/problems/changed-meanwhile"))
                    .body("detail", containsString("Read it again"));
        }
        admin().queryParam("basedOn", read)
                .delete("/api/sla/policies/vip-chat")
                .then()
                .statusCode(409);
        // Only another policy was changed since: that is no conflict.
        admin().queryParam("basedOn", made)
                .delete("/api/sla/policies/vip-chat")
                .then()
                .statusCode(200);
    }

    @Test
    void versionsSayWhoChangedWhatAndCanBeReadAsTheyWere() {
        admin().body(VIP_CHAT).put("/api/sla/policies/vip-chat").then().statusCode(200);
        Map<String, Object> shorter = new HashMap<>(VIP_CHAT);
        shorter.put("promise", Map.of("amount", 5, "unit", "seconds"));
        int now = admin().body(shorter)
                .put("/api/sla/policies/vip-chat")
                .then()
                .extract()
                .path("version");
        admin().delete("/api/sla/policies/vip-chat").then().statusCode(200);

        admin().get("/api/sla/policies/versions")
                .then()
                .statusCode(200)
                .body("versions[0].changedBy", equalTo("system"))
                .body("versions[0].changes", hasSize(0))
                .body("versions[1].changedBy", equalTo("admin:first"))
                .body("versions.changes.flatten().how", contains("made", "changed", "takenAway"))
                .body("versions.changes.flatten().name", contains("VIP 接通", "VIP 接通", "VIP 接通"));
        admin().queryParam("version", now)
                .get("/api/sla/policies")
                .then()
                .statusCode(200)
                .body("policies.find { it.policyId == 'vip-chat' }.promise.amount", equalTo(5));
        admin().queryParam("version", 999_999).get("/api/sla/policies").then().statusCode(404);
    }

    @Test
    void ofTwoWhoChangeACalendarAtOnceTheSecondIsTold() {
        Map<String, Object> calendar = Map.of(
                "name",
                "夜班",
                "zone",
                "Asia/Shanghai",
                "week",
                Map.of("monday", List.of(Map.of("from", "22:00", "to", "06:00"))));
        int read = admin().get("/api/calendars").then().extract().path("version");
        admin().queryParam("basedOn", read)
                .body(calendar)
                .put("/api/calendars/night")
                .then()
                .statusCode(200);

        admin().queryParam("basedOn", read)
                .body(calendar)
                .put("/api/calendars/night")
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/changed-meanwhile"));
        admin().queryParam("basedOn", read)
                .body(Map.of("queueCalendars", Map.of("n", "night")))
                .put("/api/calendars")
                .then()
                .statusCode(200);
        admin().queryParam("basedOn", read)
                .body(Map.of("queueCalendars", Map.of()))
                .put("/api/calendars")
                .then()
                .statusCode(409);
    }

    private List<String> audited(String subject) {
        List<String> actions = new ArrayList<>();
        get(pool.preparedQuery("select action from audit_entry where subject = $1 order by audit_id")
                        .execute(Tuple.of(subject)))
                .forEach(row -> actions.add(row.getString(0)));
        return actions;
    }

    @Test
    void aWrongPolicyIsRefusedWithItsPlaceAndWhatToDo() {
        wrong(Map.of("name", "x", "target", "answr"), "/target", "answer");
        wrong(Map.of("name", "x", "target", "answer", "channels", List.of("fax")), "/channels", "voice");
        wrong(
                Map.of(
                        "name",
                        "x",
                        "target",
                        "answer",
                        "promise",
                        Map.of("amount", 2, "unit", "days", "time", "business")),
                "/promise/unit",
                "workingDays");
        wrong(
                Map.of("name", "x", "target", "answer", "promise", Map.of("amount", 0, "unit", "seconds")),
                "/promise/amount",
                "1 to");
        wrong(
                Map.of(
                        "name",
                        "x",
                        "target",
                        "answer",
                        "promise",
                        Map.of("amount", 9, "unit", "seconds"),
                        "pauses",
                        Map.of("onHold", true)),
                "",
                "cannot pause");
        admin().body(Map.of(
                        "name", "x",
                        "target", "answer",
                        "calendarId", "none",
                        "promise", Map.of("amount", 9, "unit", "seconds")))
                .put("/api/sla/policies/bad")
                .then()
                .statusCode(409)
                .body("detail", containsString("no calendar none"));
        Api.newSource(secrets, false).request().get("/api/sla/policies").then().statusCode(403);
    }

    private void wrong(Map<String, ?> policy, String pointer, String detail) {
        admin().body(policy)
                .put("/api/sla/policies/bad")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("pointer", equalTo(pointer))
                .body("detail", containsString(detail));
    }

    @Test
    void aCalendarIsMadeUsedByAQueueFilledByAFileAndKeptWhileItIsUsed() {
        admin().body(Map.of(
                        "name", "账单组",
                        "zone", "Asia/Shanghai",
                        "holidays", "cn",
                        "week", Map.of("monday", List.of(Map.of("from", "08:00", "to", "12:00")))))
                .put("/api/calendars/billing")
                .then()
                .statusCode(200)
                .body("calendars.calendarId", hasItem("billing"));
        admin().body(Map.of("queueCalendars", Map.of("bill", "billing")))
                .put("/api/calendars")
                .then()
                .statusCode(200)
                .body("queueCalendars.bill", equalTo("billing"))
                .body("siteCalendarId", equalTo("opening"));
        whichCalendar("bill").body("calendarId", equalTo("billing"));
        whichCalendar("sales").body("calendarId", equalTo("opening"));
        admin().contentType("text/calendar; charset=UTF-8")
                .body("""
                        BEGIN:VCALENDAR
                        VERSION:2.0
                        PRODID:-//test//EN
                        BEGIN:VEVENT
                        UID:1
                        DTSTART;VALUE=DATE:20260302
                        DTEND;VALUE=DATE:20260304
                        SUMMARY:店庆(休)
                        END:VEVENT
                        BEGIN:VEVENT
                        UID:2
                        DTSTART;VALUE=DATE:20260307
                        SUMMARY:店庆 补班
                        END:VEVENT
                        BEGIN:VEVENT
                        UID:3
                        DTSTART:20260308T010000Z
                        SUMMARY:meeting
                        END:VEVENT
                        END:VCALENDAR
                        """.replace("\n", "\r\n"))
                .post("/api/calendars/billing/import")
                .then()
                .statusCode(200)
                .body("daysImported", equalTo(3))
                .body("skipped.'is not a whole day'", equalTo(1));

        admin().queryParam("from", "2026-03-01")
                .queryParam("to", "2026-03-09")
                .get("/api/calendars/billing/days")
                .then()
                .statusCode(200)
                .body("days", hasSize(9))
                .body("days[1].windows", hasSize(0))
                .body("days[1].name", equalTo("店庆(休)"))
                .body("days[6].windows[0].from", equalTo("08:00"))
                .body("days[8].windows[0].to", equalTo("12:00"));
        admin().delete("/api/calendars/billing").then().statusCode(409).body("detail", containsString("queue bill"));
        admin().contentType("text/calendar; charset=UTF-8")
                .body("no calendar")
                .post("/api/calendars/billing/import")
                .then()
                .statusCode(400);
        assertThat(audited("calendar:billing")).containsExactly("calendar.changed", "calendar.imported");
    }

    /** By which the shipped promise to answer counts for a queue. */
    private ValidatableResponse whichCalendar(String queue) {
        return admin().queryParam("target", "answer")
                .queryParam("channel", "voice")
                .queryParam("queue", queue)
                .get("/api/sla/policies/match")
                .then()
                .body("policyId", equalTo("answer"));
    }

    @Test
    void aDeadlineBeyondTheKnownHolidaysSaysThatItIsProvisional() {
        admin().queryParam("from", "2026-03-05T15:00:00Z")
                .queryParam("workingDays", 3)
                .get("/api/calendars/office/deadline")
                .then()
                .statusCode(200)
                .body("deadlineAt", equalTo("2026-03-10T10:00:00Z"))
                .body("provisional", equalTo(false));
        admin().queryParam("from", "2026-12-30T15:00:00Z")
                .queryParam("workingDays", 3)
                .get("/api/calendars/office/deadline")
                .then()
                .statusCode(200)
                .body("provisional", equalTo(true))
                .body("knownUntil", equalTo("2026-12-31"))
                .body("source", containsString("State Council"));
        admin().queryParam("from", "soon")
                .queryParam("workingDays", 3)
                .get("/api/calendars/office/deadline")
                .then()
                .statusCode(400)
                .body("pointer", equalTo("/from"));
    }

    private NewEvent event(int source, String time, EventType type, String contact, String channel) {
        return new NewEvent(
                source,
                newId(),
                type,
                Instant.parse("2026-03-03T" + time + "Z").toEpochMilli(),
                null,
                contact,
                null,
                true,
                "{\"channel\":\"" + channel + "\",\"queueId\":\"dry\",\"agentId\":\"amy\"}");
    }

    @Test
    void aContactShowsItsTargetsAndWhyAndADryRunCountsWhatAnotherPromiseWouldHaveDone() {
        String name = "/connectors/" + newId();
        int source = get(log.sourceId(name));
        List<NewEvent> events = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            events.add(event(source, "01:00:00", EventType.CONTACT_ENQUEUED, "c" + i, "voice"));
            events.add(event(source, "01:00:" + (10 + 4 * i), EventType.CONTACT_ACCEPTED, "c" + i, "voice"));
            if (i < 5) events.add(event(source, "01:01:00", EventType.CONTACT_CLOSED, "c" + i, "voice"));
        }
        get(log.append(events));
        Awaitility.await().atMost(LIMIT).until(() -> get(lag.now()).events() == 0);

        admin().queryParam("source", name)
                .queryParam("contact", "c9")
                .get("/api/sla/contacts")
                .then()
                .statusCode(200)
                .body("targets", hasSize(1))
                .body("targets[0].state", equalTo("breached"))
                .body("targets[0].latenessSeconds", equalTo(16.0f))
                .body("targets[0].deadlineAt", equalTo("2026-03-03T01:00:30Z"))
                .body("targets[0].why.policyId", equalTo("answer"))
                .body("targets[0].why.candidates[0].why", startsWith("It applies"));
        admin().queryParam("limit", 5)
                .get("/api/sla/targets")
                .then()
                .statusCode(200)
                .body("at", notNullValue());

        Map<String, Object> stricter = Map.of(
                "policyId",
                "dry",
                "name",
                "15 s",
                "target",
                "answer",
                "queues",
                List.of("dry"),
                "warnShare",
                0,
                "promise",
                Map.of("amount", 15, "unit", "seconds"));
        // 10, 14, … 46 s were waited: 6 of 10 within 30 s, 2 of 10 within 15 s.
        admin().queryParam("from", "2026-03-03T01:00:00Z")
                .queryParam("to", "2026-03-03T01:00:01Z")
                .body(stricter)
                .post("/api/sla/dry-run")
                .then()
                .statusCode(200)
                .body("before.targets", equalTo(10))
                .body("before.met", equalTo(6))
                .body("before.breached", equalTo(4))
                .body("after.breached", equalTo(8))
                .body("after.alerts", equalTo(8))
                .body("after.peakAlertsPerMinute", equalTo(8))
                .body("after.peakAlertsAt", equalTo("2026-03-03T01:00:00Z"));
        admin().queryParam("from", "2026-03-03T01:00:00Z")
                .queryParam("to", "2026-03-03T01:00:01Z")
                .body(Map.of(
                        "policyId",
                        "resolve",
                        "name",
                        "90 s",
                        "target",
                        "resolution",
                        "queues",
                        List.of("dry"),
                        "pauses",
                        Map.of("onHold", true),
                        "promise",
                        Map.of("amount", 90, "unit", "seconds")))
                .post("/api/sla/dry-run")
                .then()
                .statusCode(200)
                .body("before.targets", equalTo(0))
                .body("after.met", equalTo(5))
                .body("after.breached", equalTo(5));
        admin().get("/api/sla/policies").then().body("policies.policyId", not(hasItem("dry")));
        admin().queryParam("from", "2026-03-03T01:00:00Z")
                .queryParam("to", "2027-03-03T01:00:01Z")
                .body(stricter)
                .post("/api/sla/dry-run")
                .then()
                .statusCode(400)
                .body("pointer", equalTo("/to"));
    }

    @Test
    void aDryRunOfMeasuresCountsThoseMadeInThePeriod() {
        int source = get(log.sourceId("/connectors/" + newId()));
        get(log.append(List.of(
                measure(source, "2026-03-20T01:00:00Z", EventType.MEASURE_CREATED, "kept"),
                measure(source, "2026-03-20T01:00:00Z", EventType.MEASURE_CREATED, "late"),
                measure(source, "2026-03-20T01:00:01Z", EventType.MEASURE_CREATED, "later"),
                measure(source, "2026-03-20T05:00:00Z", EventType.MEASURE_DONE, "kept"),
                measure(source, "2026-03-20T09:00:00Z", EventType.MEASURE_DONE, "late"))));
        Awaitility.await().atMost(LIMIT).until(() -> get(lag.now()).events() == 0);

        admin().queryParam("from", "2026-03-20T01:00:00Z")
                .queryParam("to", "2026-03-20T01:00:01Z")
                .body(Map.of(
                        "policyId",
                        "improvement-measure",
                        "name",
                        "does not warn",
                        "target",
                        "improvementMeasure",
                        "warnShare",
                        0,
                        "promise",
                        Map.of("unit", "plannedDate")))
                .post("/api/sla/dry-run")
                .then()
                .statusCode(200)
                .body("before.targets", equalTo(2))
                .body("before.met", equalTo(1))
                .body("before.breached", equalTo(1))
                // Done an hour before its date it had warned already.
                .body("before.alerts", equalTo(2))
                .body("after.breached", equalTo(1))
                .body("after.alerts", equalTo(1));
    }

    private static NewEvent measure(int source, String time, EventType type, String id) {
        String due = type == EventType.MEASURE_CREATED ? ",\"dueAt\":\"2026-03-20T06:00:00Z\"" : "";
        return new NewEvent(
                source,
                newId(),
                type,
                Instant.parse(time).toEpochMilli(),
                null,
                null,
                null,
                true,
                "{\"measure\":{\"id\":\"" + id + "\"" + due + "}}");
    }

    private static <T> T get(Uni<T> uni) {
        return uni.await().atMost(LIMIT);
    }
}
