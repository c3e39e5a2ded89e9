package io.qingting.report.web;

import static io.restassured.RestAssured.given;

import io.qingting.fixture.Api;
import io.qingting.fixture.NewEvents;
import io.qingting.kernel.Secrets;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** People of tests, who are logged in. */
@ApplicationScoped
class ReportPeople {
    private final Secrets secrets;

    ReportPeople(Secrets secrets) {
        this.secrets = secrets;
    }

    /** @param personId by which an administrator changes the account */
    record Person(String personId, String login, String cookie, String csrf) {
        RequestSpecification calls() {
            return given().cookie("qingting_session", cookie)
                    .header("X-CSRF-Token", csrf)
                    .contentType(ContentType.JSON);
        }
    }

    Person loggedIn(String role, String... teams) {
        String login = role + "-" + NewEvents.newId();
        Map<String, Object> person = new HashMap<>(Map.of("login", login, "name", "王芳", "roles", List.of(role)));
        if (role.equals("agent")) person.put("agentId", "agent-" + NewEvents.newId());
        if (teams.length > 0) person.put("teamIds", List.of(teams));
        Response invited = Api.admin(secrets).body(person).post("/api/people");
        invited.then().statusCode(201);
        String link = invited.path("link");
        Response session = given().contentType(ContentType.JSON)
                .body(Map.of("link", link.substring(link.indexOf('=') + 1), "password", "correct horse battery"))
                .post("/api/log-in/link/password");
        session.then().statusCode(200);
        return new Person(
                invited.path("person.personId"), login, session.cookie("qingting_session"), session.path("csrfToken"));
    }
}
