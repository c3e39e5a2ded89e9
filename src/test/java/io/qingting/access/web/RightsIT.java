package io.qingting.access.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.qingting.access.app.Keys;
import io.qingting.access.domain.Audience;
import io.qingting.fixture.Api;
import io.qingting.fixture.NewEvents;
import io.qingting.fixture.PostgresResource;
import io.qingting.kernel.Secrets;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Who may call what: every operation of the checked-in description, called by every role. What is not in the table here is
 * an administrator's alone, so that a new operation is denied to all others until somebody writes it down.
 */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class RightsIT {
    private static final Set<String> EVERYBODY = Set.of("display", "source", "admin", "supervisor", "quality", "agent");
    private static final Set<String> SCREENS = Set.of("display", "admin", "supervisor", "quality", "agent");
    private static final Set<String> PEOPLE = Set.of("admin", "supervisor", "quality", "agent");
    private static final Set<String> AGENTS = Set.of("agent");
    private static final Set<String> OVERSEERS = Set.of("admin", "supervisor", "quality");

    /** Operations that others than administrators may call. */
    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("GET /api/me", EVERYBODY),
            Map.entry("POST /api/me/log-out", EVERYBODY),
            Map.entry("POST /api/me/log-out-everywhere", EVERYBODY),
            Map.entry("GET /api/site", SCREENS),
            Map.entry("GET /api/board/trend", SCREENS),
            Map.entry("GET /api/alerts", Set.of("display", "admin", "supervisor", "quality")),
            Map.entry("GET /api/alerts/{id}", Set.of("display", "admin", "supervisor", "quality")),
            Map.entry("GET /api/alerts/quality", OVERSEERS),
            Map.entry("GET /api/alerts/assignees", OVERSEERS),
            Map.entry("GET /api/alert-silences", OVERSEERS),
            Map.entry("POST /api/alert-silences", OVERSEERS),
            Map.entry("DELETE /api/alert-silences/{id}", OVERSEERS),
            Map.entry("GET /api/board/contacts", Set.of("admin", "supervisor", "quality", "agent")),
            Map.entry("GET /api/board/agents/{id}/day", Set.of("admin", "supervisor", "quality", "agent")),
            Map.entry("GET /api/board/at-risk", OVERSEERS),
            Map.entry("GET /api/board/half-hours", OVERSEERS),
            Map.entry("POST /api/alerts/{id}/acknowledge", OVERSEERS),
            Map.entry("POST /api/alerts/{id}/resolve", OVERSEERS),
            Map.entry("POST /api/alerts/{id}/assign", OVERSEERS),
            Map.entry("POST /api/alerts/{id}/notes", OVERSEERS),
            Map.entry("GET /api/explain/metrics", PEOPLE),
            Map.entry("GET /api/explain/figures/{metric}", PEOPLE),
            Map.entry("GET /api/explain/figures/{metric}/contacts", PEOPLE),
            Map.entry("GET /api/explain/figures/{metric}/contacts.csv", PEOPLE),
            Map.entry("GET /api/explain/figures/{metric}/recomputation", PEOPLE),
            Map.entry("GET /api/reports/queues", OVERSEERS),
            Map.entry("GET /api/reports/agents", OVERSEERS),
            Map.entry("GET /api/reports/heat-map", OVERSEERS),
            Map.entry("GET /api/reports/waits", OVERSEERS),
            Map.entry("GET /api/staffing", OVERSEERS),
            Map.entry("GET /api/stars", OVERSEERS),
            Map.entry("GET /api/stars/published", PEOPLE),
            Map.entry("GET /api/report-views", OVERSEERS),
            Map.entry("POST /api/report-views", OVERSEERS),
            Map.entry("PUT /api/report-views/{id}", OVERSEERS),
            Map.entry("DELETE /api/report-views/{id}", OVERSEERS),
            Map.entry("GET /api/report-schedules", Set.of("admin", "quality")),
            Map.entry("POST /api/report-schedules", Set.of("admin", "quality")),
            Map.entry("PUT /api/report-schedules/{id}", Set.of("admin", "quality")),
            Map.entry("DELETE /api/report-schedules/{id}", Set.of("admin", "quality")),
            Map.entry("GET /api/report-schedules/{id}/runs", Set.of("admin", "quality")),
            Map.entry("GET /api/announcements", Set.of("admin", "supervisor")),
            Map.entry("POST /api/announcements", Set.of("admin", "supervisor")),
            Map.entry("DELETE /api/announcements/{id}", Set.of("admin", "supervisor")),
            Map.entry("GET /api/appeals", OVERSEERS),
            Map.entry("POST /api/appeals/{id}/accept", Set.of("admin", "quality")),
            Map.entry("POST /api/appeals/{id}/reject", Set.of("admin", "quality")),
            Map.entry("GET /api/me/appeals", AGENTS),
            Map.entry("POST /api/me/appeals", AGENTS),
            Map.entry("POST /api/me/appeals/{id}/withdraw", AGENTS),
            Map.entry("GET /api/me/help", AGENTS),
            Map.entry("POST /api/me/help", AGENTS),
            Map.entry("POST /api/me/help/withdraw", AGENTS),
            Map.entry("GET /api/me/work/contacts", AGENTS),
            Map.entry("GET /api/me/work/comparison", AGENTS),
            Map.entry("GET /api/me/work/month", AGENTS),
            Map.entry("GET /api/me/work/ratings", AGENTS),
            Map.entry("GET /api/me/work/served", AGENTS),
            Map.entry("GET /api/sla/policies", OVERSEERS),
            Map.entry("GET /api/sla/policies/versions", OVERSEERS),
            Map.entry("GET /api/sla/policies/match", OVERSEERS),
            Map.entry("GET /api/sla/contacts", OVERSEERS),
            Map.entry("GET /api/calendars", OVERSEERS),
            Map.entry("GET /api/calendars/{id}/days", OVERSEERS),
            Map.entry("GET /api/calendars/{id}/deadline", OVERSEERS),
            Map.entry("GET /api/alert-rules", OVERSEERS),
            Map.entry("GET /api/alert-rules/{id}", OVERSEERS),
            Map.entry("POST /api/events", Set.of("source")));

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    /** Open to everybody, with or without a credential. */
    private static final Set<String> OPEN_PATHS = Set.of("/api/log-in", "/ack/");

    @Inject
    Secrets secrets;

    @Inject
    Keys keys;

    @Test
    void everyOperationIsDeniedToEveryRoleThatIsNotWrittenDownForIt() throws IOException {
        Map<String, RequestSpecification> callers = callers();
        Map<String, String> wrong = new TreeMap<>();
        List<Operation> operations = operations();
        assertThat(operations).hasSizeGreaterThan(30);
        for (Operation operation : operations) {
            Set<String> allowed = ALLOWED.getOrDefault(operation.name(), Set.of("admin"));
            callers.forEach((role, request) -> {
                int status = call(request, operation);
                boolean denied = status == 403;
                if (denied == allowed.contains(role.split(" ")[0]))
                    wrong.put(operation.name() + " by " + role, "answered " + status);
            });
            if (call(given(), operation) != 401) wrong.put(operation.name() + " by nobody", "not refused");
        }
        assertThat(wrong).isEmpty();
        assertThat(operations).extracting(Operation::name).containsAll(ALLOWED.keySet());
    }

    /** @param body its media type; empty: it has none */
    private record Operation(String method, String path, String body) {
        String name() {
            return method + " " + path;
        }
    }

    /** With ids and bodies that do not exist: what is allowed answers something else than 403, and changes nothing. */
    private static int call(RequestSpecification caller, Operation operation) {
        String path = operation.path().replaceAll("\\{[^}]*}", "0");
        // Logging out would end the session that the other calls need.
        if (path.startsWith("/api/me/log-out"))
            return given().spec(caller).get("/api/me").statusCode();
        RequestSpecification call = given().spec(caller);
        if (!operation.body().isEmpty()) call.contentType(operation.body()).body("{}".getBytes(StandardCharsets.UTF_8));
        return call.request(operation.method(), path).statusCode();
    }

    private static List<Operation> operations() throws IOException {
        JsonNode paths = new ObjectMapper(new YAMLFactory())
                .readTree(Path.of("src/main/docs/openapi.yaml").toFile())
                .path("paths");
        List<Operation> operations = new ArrayList<>();
        paths.fields()
                .forEachRemaining(path -> path.getValue().fields().forEachRemaining(method -> {
                    boolean isOpen = OPEN_PATHS.stream().anyMatch(path.getKey()::startsWith);
                    if (isOpen || !METHODS.contains(method.getKey())) return;
                    Iterator<String> bodies = method.getValue()
                            .path("requestBody")
                            .path("content")
                            .fieldNames();
                    operations.add(new Operation(
                            method.getKey().toUpperCase(Locale.ROOT),
                            path.getKey(),
                            bodies.hasNext() ? bodies.next() : ""));
                }));
        return operations;
    }

    private Map<String, RequestSpecification> callers() {
        Map<String, RequestSpecification> callers = new LinkedHashMap<>();
        String name = "rights-" + NewEvents.newId();
        callers.put("display", bearer(token(keys.issueDisplay("test", name, Audience.FLOOR))));
        callers.put("display of the room", bearer(token(keys.issueDisplay("test", name, Audience.SUPERVISORS))));
        callers.put("source", bearer(token(keys.issueSourceKey("test", name, false))));
        callers.put("admin", bearer(secrets.get(Secrets.Secret.ADMIN_KEY)));
        for (String role : List.of("supervisor", "quality", "agent")) callers.put(role, loggedIn(role));
        return callers;
    }

    private static String token(Uni<Keys.Issued> issued) {
        return issued.await().atMost(Duration.ofSeconds(10)).token().text();
    }

    private static RequestSpecification bearer(String token) {
        return given().header("Authorization", "Bearer " + token);
    }

    private RequestSpecification loggedIn(String role) {
        Map<String, Object> person =
                new HashMap<>(Map.of("login", role + "-" + NewEvents.newId(), "name", "王芳", "roles", List.of(role)));
        if (role.equals("agent")) person.put("agentId", "agent-" + NewEvents.newId());
        String link = Api.admin(secrets)
                .body(person)
                .post("/api/people")
                .then()
                .statusCode(201)
                .extract()
                .path("link");
        Response session = given().contentType(ContentType.JSON)
                .body(Map.of("link", link.substring(link.indexOf('=') + 1), "password", "correct horse battery"))
                .post("/api/log-in/link/password");
        session.then().statusCode(200);
        return given().cookie(session.detailedCookie("qingting_session"))
                .header("X-CSRF-Token", session.<String>path("csrfToken"));
    }
}
