package io.qingting.access.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.qingting.fixture.Browser;
import io.qingting.fixture.NewEvents;
import io.qingting.fixture.PostgresResource;
import io.qingting.kernel.Secrets;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** However an address is written, it asks for the same rights. Over a plain socket: clients tidy addresses up. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class PathTricksIT {
    private static final int PATIENCE_MILLIS = 20_000;

    /** Ways to write the path of the displays, some behind that of the log-in, which is open. */
    private static final List<String> WAYS = List.of(
            "/api/displays",
            "/api/displays/",
            "//api/displays",
            "/api//displays",
            "/./api/displays",
            "/api/./displays",
            "/x/../api/displays",
            "/api/log-in/../displays",
            "/api/log-in/link/../../displays",
            "/api/log-in/%2e%2e/displays",
            "/api/log-in/..%2fdisplays",
            "/api/log-in/..;/displays",
            "/api/log-in;/../displays",
            "/q/health/../../api/displays",
            "/api;a=b/displays",
            "/api/displays;a=b",
            "/;/api/displays",
            "/%61pi/displays",
            "/api%2fdisplays",
            "/API/displays",
            "/api/displays%00",
            "/api/displays#/api/log-in",
            "/api/displays?/api/log-in");

    @Inject
    Secrets secrets;

    @TestHTTPResource("/")
    URI site;

    @Test
    void noWayLeadsPastTheCredential() throws IOException {
        for (String way : WAYS) assertThat(status("GET", way, "", "")).as(way).isIn(400, 401, 404);
    }

    @Test
    void noWayLeadsPastThePageThatMustAsk() throws IOException {
        Browser admin = Browser.of(secrets, Map.of("roles", List.of("admin")));
        String name = "trick-" + NewEvents.newId();
        String display = "{\"name\":\"" + name + "\",\"audience\":\"floor\"}";
        String cookie = "Cookie: " + Browser.COOKIE + "=" + admin.token() + "\r\n";
        for (String way : WAYS)
            assertThat(status("POST", way, cookie, display)).as(way).isIn(400, 403, 404, 405, 415);
        admin.request().get("/api/displays?limit=500").then().statusCode(200).body("displays.name", not(hasItem(name)));
    }

    private int status(String method, String way, String header, String body) throws IOException {
        try (Socket socket = new Socket(site.getHost(), site.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            String request = method + " " + way + " HTTP/1.1\r\nHost: " + site.getAuthority() + "\r\n" + header
                    + "Content-Type: application/json\r\nContent-Length: " + body.length()
                    + "\r\nConnection: close\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String first = answer.readLine();
            // A connection that is closed without a word refuses too.
            return first == null ? 400 : Integer.parseInt(first.split(" ")[1]);
        }
    }
}
