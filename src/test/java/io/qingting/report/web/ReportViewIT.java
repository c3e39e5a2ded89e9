package io.qingting.report.web;

import static io.qingting.fixture.NewEvents.newId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.qingting.fixture.PostgresResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Views that people keep, share and have sent. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class ReportViewIT {
    private static final String VIEWS = "/api/report-views";
    private static final String SCHEDULES = "/api/report-schedules";

    @Inject
    ReportPeople people;

    @Inject
    ReportCalls calls;

    private final String name = "周报 " + newId();

    @Test
    void aViewIsItsOwnersUntilItIsShared() {
        ReportPeople.Person boss = people.loggedIn("quality");
        ReportPeople.Person other = people.loggedIn("supervisor", "east");
        String id = made(boss.calls().body(view(name, false)).post(VIEWS), "viewId");
        assertThat(names(other)).doesNotContain(name);
        other.calls().delete(VIEWS + "/" + id).then().statusCode(404);

        boss.calls().body(view(name, true)).put(VIEWS + "/" + id).then().statusCode(204);

        assertThat(names(other)).contains(name);
        other.calls().delete(VIEWS + "/" + id).then().statusCode(403);
        other.calls().body(view(name, false)).put(VIEWS + "/" + id).then().statusCode(404);
        boss.calls().delete(VIEWS + "/" + id).then().statusCode(204);
        assertThat(names(boss)).doesNotContain(name);
        assertThat(calls.admin()
                        .queryParam("subject", "reportView:" + id)
                        .get("/api/audit")
                        .jsonPath()
                        .getList("entries.action"))
                .containsExactly("reportView.deleted", "reportView.saved", "reportView.saved");
    }

    @Test
    void aSupervisorKeepsOwnViewsAndSharesNone() {
        ReportPeople.Person boss = people.loggedIn("supervisor", "east");

        boss.calls().body(view(name, true)).post(VIEWS).then().statusCode(403).body("pointer", equalTo("/shared"));
        made(boss.calls().body(view(name, false)).post(VIEWS), "viewId");
        boss.calls().body(view(name, false)).post(VIEWS).then().statusCode(409).body("pointer", equalTo("/name"));
    }

    @Test
    void aViewThatTheReportsWouldNotAnswerIsNotKept() {
        ReportPeople.Person boss = people.loggedIn("quality");

        for (String query : List.of("range=ever", "from=2026-03-02", "range=lastWeek&height=3", "range=%zz")) {
            Map<String, Object> wrong = new HashMap<>(view(name, false));
            wrong.put("query", query);
            boss.calls().body(wrong).post(VIEWS).then().statusCode(400);
        }
    }

    @Test
    void aViewIsSentWhenAndToWhomItsScheduleSays() {
        ReportPeople.Person boss = people.loggedIn("quality");
        ReportPeople.Person other = people.loggedIn("quality");
        String view = made(boss.calls().body(view(name, false)).post(VIEWS), "viewId");
        String id = made(boss.calls().body(schedule(view, "boss@example.test")).post(SCHEDULES), "scheduleId");

        Map<String, Object> listed = schedules(boss).stream()
                .filter(s -> id.equals(s.get("scheduleId")))
                .findFirst()
                .orElseThrow();
        assertThat(listed).containsEntry("every", "weekly").containsEntry("at", "08:00");
        assertThat(listed.get("nextAt")).isNotNull();
        assertThat(schedules(other)).noneMatch(s -> id.equals(s.get("scheduleId")));
        other.calls().delete(SCHEDULES + "/" + id).then().statusCode(404);
        other.calls()
                .body(schedule(view, "spy@example.test"))
                .post(SCHEDULES)
                .then()
                .statusCode(404);
        boss.calls().get(SCHEDULES + "/" + id + "/runs").then().statusCode(200).body("runs.size()", equalTo(0));
        boss.calls()
                .body(schedule(view, "no address"))
                .post(SCHEDULES)
                .then()
                .statusCode(400)
                .body("pointer", equalTo("/recipients"));
        boss.calls().delete(SCHEDULES + "/" + id).then().statusCode(204);
    }

    private static List<Map<String, Object>> schedules(ReportPeople.Person person) {
        return person.calls().get(SCHEDULES).jsonPath().getList("schedules");
    }

    private static List<String> names(ReportPeople.Person person) {
        return person.calls().get(VIEWS).jsonPath().getList("views.name");
    }

    private static String made(Response answer, String id) {
        return answer.then().statusCode(201).extract().path(id);
    }

    private static Map<String, Object> view(String name, boolean shared) {
        return Map.of(
                "name",
                name,
                "shared",
                shared,
                "subject",
                "queues",
                "query",
                "range=lastWeek&by=day&group=queue&metric=offered",
                "look",
                "what=queues");
    }

    private static Map<String, Object> schedule(String view, String to) {
        return Map.of(
                "viewId",
                view,
                "every",
                "weekly",
                "day",
                1,
                "at",
                "08:00",
                "recipients",
                List.of(to),
                "format",
                "xlsx",
                "language",
                "zh");
    }
}
