package io.qingting.explain.web;

import static io.restassured.RestAssured.given;

import io.qingting.board.app.LiveBoard;
import io.qingting.board.domain.Board;
import io.qingting.event.app.EventCodec;
import io.qingting.event.app.EventLog;
import io.qingting.event.domain.Event;
import io.qingting.event.domain.NewEvent;
import io.qingting.fixture.Api;
import io.qingting.fixture.FloorDay;
import io.qingting.fixture.NewEvents;
import io.qingting.history.app.FactLag;
import io.qingting.kernel.Secrets;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.site.domain.ContactLinks;
import io.qingting.site.domain.Site;
import io.qingting.site.domain.SiteSettings;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.awaitility.Awaitility;

/** What tests of explanations do: tell of a floor under names of its own, wait until it is shown, log in, ask. */
@ApplicationScoped
class ExplainFloor {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final EventLog log;
    private final FactLag lag;
    private final LiveBoard live;
    private final SiteConfiguration site;
    private final Secrets secrets;

    ExplainFloor(EventLog log, FactLag lag, LiveBoard live, SiteConfiguration site, Secrets secrets) {
        this.log = log;
        this.lag = lag;
        this.live = live;
        this.site = site;
        this.secrets = secrets;
    }

    /** The names of a floor's queues, agents, teams and customers end so. */
    record Tag(String name, int source) {
        String queue(int n) {
            return "q" + n + name;
        }

        String agent(int n) {
            return "a" + n + name;
        }
    }

    /** Hours of a floor between two instants, epoch milliseconds; shown by board and facts when it returns. */
    Tag told(long seed, long from, long to, int contacts) {
        String name = "-" + NewEvents.newId().substring(0, 8);
        Tag tag = new Tag(name, get(log.sourceId("/connectors/explain" + name)));
        append(FloorDay.of(seed, from, to, contacts, false).stream()
                .filter(event -> event.at() <= to)
                .map(event -> renamed(event, tag))
                .toList());
        return tag;
    }

    void append(List<NewEvent> events) {
        get(log.append(events));
        long head = get(log.head()).position();
        Awaitility.await().atMost(LIMIT).until(() -> live.position() >= head);
        Awaitility.await().atMost(LIMIT).until(() -> get(lag.now()).events() == 0);
    }

    private static NewEvent renamed(Event event, Tag tag) {
        NewEvent e = EventCodec.encode(event, false);
        String data = e.data().replaceAll("\"([qat]\\d)\"", "\"$1" + tag.name() + "\"");
        String customer = e.customerKey() == null ? null : e.customerKey() + tag.name();
        return new NewEvent(tag.source(), e.id(), e.type(), e.at(), e.sequence(), e.contactId(), customer, true, data);
    }

    static <T> T get(Uni<T> asked) {
        return asked.await().atMost(LIMIT);
    }

    <T> T board(Function<Board, T> question) {
        return get(Uni.createFrom().emitter(answer -> live.execute(board -> answer.complete(question.apply(board)))));
    }

    RequestSpecification admin() {
        return Api.admin(secrets);
    }

    JsonPath figure(String metric, Map<String, ?> query) {
        return ok(admin().queryParams(query).get("/api/explain/figures/" + metric));
    }

    static JsonPath ok(Response response) {
        return response.then().statusCode(200).extract().jsonPath();
    }

    /** What is done while contacts of all sources are linked by this template. */
    void withContactLinks(String template, Runnable then) {
        Site before = site.current();
        SiteSettings was = before.settings();
        ContactLinks links = new ContactLinks(List.of(new ContactLinks.Template(ContactLinks.ANY_SOURCE, template)));
        save(new Site(
                before.version(),
                before.name(),
                before.zone(),
                before.dayStartHour(),
                before.hours(),
                before.targets(),
                before.shifts(),
                before.queues(),
                before.teams(),
                before.agents(),
                new SiteSettings(
                        was.nameEn(),
                        was.limits(),
                        was.score(),
                        was.channels(),
                        was.segments(),
                        was.agentsShownAs(),
                        links)));
        try {
            then.run();
        } finally {
            save(before);
        }
    }

    private void save(Site wanted) {
        get(site.save(wanted.inVersion(site.current().version() + 1)));
    }

    /** Somebody who logs in. {@code person} beside login and name. */
    RequestSpecification loggedIn(Map<String, Object> person) {
        Map<String, Object> all = new HashMap<>(person);
        all.put("login", "explain-" + NewEvents.newId());
        all.put("name", "王芳");
        String link = admin().body(all)
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
