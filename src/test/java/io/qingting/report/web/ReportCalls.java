package io.qingting.report.web;

import static io.restassured.RestAssured.given;

import io.qingting.event.app.EventLog;
import io.qingting.event.domain.NewEvent;
import io.qingting.history.app.FactLag;
import io.qingting.kernel.Secrets;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.site.domain.Site;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** What tests of reports do: append events, wait for their facts, set the site's zone, ask. */
@ApplicationScoped
class ReportCalls {
    private final EventLog log;
    private final FactLag lag;
    private final SiteConfiguration site;
    private final Secrets secrets;

    ReportCalls(EventLog log, FactLag lag, SiteConfiguration site, Secrets secrets) {
        this.log = log;
        this.lag = lag;
        this.site = site;
        this.secrets = secrets;
    }

    int source(String name) {
        return log.sourceId("/connectors/" + name).await().atMost(Duration.ofSeconds(10));
    }

    void append(List<NewEvent> events) {
        log.append(events).await().atMost(Duration.ofSeconds(30));
    }

    void awaitFacts(Duration limit) {
        Awaitility.await()
                .atMost(limit)
                .until(() -> lag.now().await().atMost(limit).events() == 0);
    }

    void zone(String zone, int dayStartHour) {
        Site now = site.current();
        Site changed = new Site(
                now.version() + 1,
                now.name(),
                ZoneId.of(zone),
                dayStartHour,
                now.hours(),
                now.targets(),
                now.shifts(),
                now.queues(),
                now.teams(),
                now.agents());
        site.save(changed).await().atMost(Duration.ofSeconds(10));
    }

    Response get(String path, Map<String, ?> parameters) {
        return admin().queryParams(parameters).get(path);
    }

    JsonPath report(String path, Map<String, ?> parameters) {
        return get(path, parameters).then().statusCode(200).extract().jsonPath();
    }

    RequestSpecification admin() {
        return given().header("Authorization", "Bearer " + secrets.get(Secrets.Secret.ADMIN_KEY));
    }
}
