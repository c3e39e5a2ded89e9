package io.qingting.report.app;

import static io.qingting.fixture.NewEvents.newId;
import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.access.app.Keys;
import io.qingting.access.app.People;
import io.qingting.access.domain.Person;
import io.qingting.access.domain.Role;
import io.qingting.event.app.EventLog;
import io.qingting.fixture.FloorScript;
import io.qingting.fixture.HandClock;
import io.qingting.fixture.PostgresResource;
import io.qingting.history.app.FactLag;
import io.qingting.report.channel.ReportMailer;
import io.qingting.report.domain.ReportQuery.Subject;
import io.qingting.report.domain.SavedView;
import io.qingting.report.domain.Schedule;
import io.qingting.report.domain.ScheduledRun;
import io.qingting.report.domain.ScheduledRun.Failure;
import io.qingting.report.store.ScheduleStore;
import io.qingting.report.store.ViewStore;
import io.qingting.site.app.SiteConfiguration;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.MockMailbox;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reports that go out by mail. The clock is in the test's hand: Monday, 9 March 2026, seven in the morning in Shanghai. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class ScheduleRunnerIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Instant MONDAY = Instant.parse("2026-03-08T23:00:00Z");
    private static final Instant EIGHT = Instant.parse("2026-03-09T00:00:00Z");

    @Inject
    Pool pool;

    @Inject
    EventLog log;

    @Inject
    FactLag lag;

    @Inject
    SiteConfiguration site;

    @Inject
    ReportSettings settings;

    @Inject
    ReportRequests requests;

    @Inject
    Reports reports;

    @Inject
    People people;

    @Inject
    Keys keys;

    @Inject
    MockMailbox mailbox;

    @Inject
    ReactiveMailer mailer;

    private final HandClock clock = new HandClock(MONDAY);
    private final String queue = "q" + newId();
    private final String to = newId() + "@example.test";
    private long person;

    @BeforeEach
    @AfterEach
    void noSchedules() {
        run(pool.query("delete from report_view").execute());
    }

    @BeforeEach
    void aWeekOnTheFloor() {
        FloorScript floor = new FloorScript(
                        run(log.sourceId("/connectors/" + newId())),
                        queue,
                        ZoneId.of("Asia/Shanghai"),
                        LocalDate.parse("2026-03-04"))
                .entered("09:00:00", "c1")
                .accepted("09:00:10", "c1", "amy" + queue)
                .entered("09:10:00", "c2")
                .abandoned("09:11:00", "c2");
        run(log.append(floor.events()));
        Awaitility.await().atMost(LIMIT).until(() -> run(lag.now()).events() == 0);
        person = run(people.invite(
                        "test", new Person.Profile("p-" + newId(), "王芳", "zh", Set.of(Role.QUALITY), Set.of(), null)))
                .person()
                .personId();
    }

    @Test
    void aMailGoesOutOnceAtItsTimeWhateverTheNumberOfInstances() {
        long schedule = weekly(Schedule.Format.XLSX, "zh");
        run(runner().run());
        assertThat(mails()).isEmpty();

        clock.pass(Duration.ofMinutes(61));
        run(Uni.join().all(runner().run(), runner().run(), runner().run()).andFailFast());
        run(runner().run());

        assertThat(mails()).hasSize(1);
        Mail mail = mails().getFirst();
        assertThat(mail.getSubject()).isEqualTo("周报 · 2026-03-02 00:00 – 2026-03-09 00:00");
        assertThat(mail.getText()).contains("进线量：2", "30秒接通率：50.0 %（N=2）", "放弃率：50.0 %（N=2）", "平均应答速度：10.0 s（N=1）");
        assertThat(mail.getAttachments()).singleElement().satisfies(file -> {
            assertThat(file.getName()).isEqualTo("report-2026-03-09.xlsx");
            assertThat(file.getContentType()).isEqualTo(TableFiles.XLSX);
        });
        assertThat(last(schedule).state()).isEqualTo(ScheduledRun.State.SENT);
        assertThat(last(schedule).dueAt()).isEqualTo(EIGHT);
    }

    @Test
    void theNextWeekHasItsOwnMailAndTheRangeIsOfTheTimeItWasDue() {
        weekly(Schedule.Format.CSV, "en");

        clock.pass(Duration.ofHours(2));
        run(runner().run());
        clock.pass(Duration.ofDays(7));
        run(runner().run());

        assertThat(mails())
                .extracting(Mail::getSubject)
                .containsExactly(
                        "周报 · 2026-03-02 00:00 – 2026-03-09 00:00", "周报 · 2026-03-09 00:00 – 2026-03-16 00:00");
        assertThat(mails().getLast().getText()).contains("There are no data of this time.");
    }

    @Test
    void whatTheMailServerDoesNotTakeIsTriedAgainAndSaid() {
        long schedule = weekly(Schedule.Format.XLSX, "zh");
        clock.pass(Duration.ofMinutes(61));
        ReportMailer dead = new ReportMailer(mailer) {
            @Override
            public Uni<java.util.Optional<Failure>> send(Letter letter) {
                return Uni.createFrom().item(java.util.Optional.of(Failure.MAIL_SERVER));
            }
        };

        run(runner(dead).run());
        assertThat(last(schedule).state()).isEqualTo(ScheduledRun.State.WAITING);
        assertThat(last(schedule).failure()).isEqualTo(Failure.MAIL_SERVER);
        run(runner().run());
        assertThat(mails()).isEmpty();

        clock.pass(Duration.ofSeconds(5));
        run(runner().run());
        assertThat(mails()).hasSize(1);
        assertThat(last(schedule).attempts()).isEqualTo(2);
    }

    @Test
    void whoWasShutOutHasNothingSentAnyMore() {
        long schedule = weekly(Schedule.Format.XLSX, "zh");
        run(pool.query("update person set disabled_at = now() where person_id = " + person)
                .execute());

        clock.pass(Duration.ofMinutes(61));
        run(runner().run());

        assertThat(mails()).isEmpty();
        assertThat(last(schedule).state()).isEqualTo(ScheduledRun.State.FAILED);
        assertThat(last(schedule).failure()).isEqualTo(Failure.NOT_ALLOWED);
    }

    @Test
    void whatARevokedKeyScheduledIsSentToNobodyAnyMore() {
        long key = run(pool.query("insert into admin_key (name, key_hash, created_at, revoked_at)"
                                + " values ('lost', sha256('" + to + "'), now(), now()) returning key_id")
                        .execute())
                .iterator()
                .next()
                .getLong(0);
        long schedule = weekly(Schedule.Format.XLSX, "zh", "key:" + key);

        clock.pass(Duration.ofMinutes(61));
        run(runner().run());

        assertThat(mails()).isEmpty();
        assertThat(last(schedule).failure()).isEqualTo(Failure.NOT_ALLOWED);
    }

    @Test
    void aMailThatNobodyWasThereToSendForADayIsMissedAndOneFromBeforeTheScheduleIsNone() {
        long schedule = weekly(Schedule.Format.XLSX, "zh");

        clock.pass(Duration.ofDays(3));
        run(runner().run());

        assertThat(mails()).isEmpty();
        assertThat(last(schedule).state()).isEqualTo(ScheduledRun.State.MISSED);
    }

    /** Mondays at eight: last week. */
    private long weekly(Schedule.Format format, String language) {
        return weekly(format, language, "person:" + person);
    }

    private long weekly(Schedule.Format format, String language, String owner) {
        long view = run(ViewStore.save(
                pool,
                new SavedView(
                        0,
                        owner,
                        "王芳",
                        "周报",
                        false,
                        Subject.QUEUES,
                        "range=lastWeek&by=total&group=queue&serviceLevelSeconds=30&queue=" + queue,
                        "",
                        clock.now())));
        return run(ScheduleStore.save(
                pool,
                new Schedule(
                        0,
                        view,
                        owner,
                        Schedule.Every.WEEKLY,
                        1,
                        LocalTime.of(8, 0),
                        List.of(to),
                        format,
                        language,
                        true,
                        clock.now())));
    }

    private ScheduleRunner runner() {
        return runner(new ReportMailer(mailer));
    }

    private ScheduleRunner runner(ReportMailer post) {
        return new ScheduleRunner(pool, clock, clock, site, settings, requests, reports, lag, people, keys, post);
    }

    private List<Mail> mails() {
        return mailbox.getMailsSentTo(to);
    }

    private ScheduledRun last(long schedule) {
        return run(ScheduleStore.runs(pool, schedule, Instant.parse("2100-01-01T00:00:00Z"), 10))
                .getFirst();
    }

    private static <T> T run(Uni<T> uni) {
        return uni.await().atMost(LIMIT);
    }
}
