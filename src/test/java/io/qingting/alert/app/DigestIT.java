package io.qingting.alert.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.alert.domain.ChannelKind;
import io.qingting.alert.domain.Digest;
import io.qingting.alert.domain.FloorFigures;
import io.qingting.alert.store.DigestStore;
import io.qingting.fixture.RobotStub.Fault;
import io.qingting.fixture.RobotStub.Robot;
import io.qingting.kernel.Mean;
import io.qingting.kernel.Ratio;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The floor's figures after each hour and each shift. The clock starts at 09:00 in Shanghai. */
@QuarkusTest
class DigestIT extends DeliveryFloor {
    private static final FloorFigures FIGURES =
            new FloorFigures(320, 300, new Ratio(256, 300), new Ratio(13, 320), new Mean(268, 58));

    @Inject
    DigestWording words;

    private Uni<FloorFigures> figures = Uni.createFrom().item(FIGURES);

    private final FloorReports reports = new FloorReports() {
        @Override
        public Uni<FloorFigures> between(Instant from, Instant until, List<String> queues) {
            return figures;
        }

        @Override
        public List<Digest.Shift> shifts() {
            return List.of(new Digest.Shift("早班", "Early shift", LocalTime.of(1, 0), LocalTime.of(9, 30)));
        }
    };

    @BeforeEach
    @AfterEach
    void noDigests() {
        run(pool.query("delete from alert_digest").execute());
    }

    @Test
    void anHourIsToldOnceWithItsFiguresAndTheirNByAnyNumberOfInstances() {
        Robot robot = channel(ChannelKind.DINGTALK, null);
        digest(Digest.Every.HOURLY);
        raise(3);
        settle();

        time.pass(Duration.ofMinutes(63));
        run(Uni.join().all(teller().tell(), teller().tell()).andFailFast());
        settle();
        run(teller().tell());
        settle(newDelivery());

        assertThat(digests(robot)).hasSize(1);
        assertThat(digests(robot).getFirst())
                .contains("小时报", "09:00–10:00", "进线 320", "30 秒接通率 85.3 %（N=300）", "放弃率 4.1 %（N=320）", "满意度 4.62（N=58）")
                .contains("本时段超时 3")
                .doesNotContain("（重发）");
    }

    @Test
    void whichHoursWereToldIsForgottenLongAfterItMatters() {
        channel(ChannelKind.DINGTALK, null);
        digest(Digest.Every.HOURLY);
        time.pass(Duration.ofMinutes(63));
        run(teller().tell());
        run(newCare().forget());
        assertThat(texts("select 'told' from alert_digest_told")).hasSize(1);

        time.pass(Duration.ofDays(7));
        run(newCare().forget());
        assertThat(texts("select 'told' from alert_digest_told")).isEmpty();
    }

    @Test
    void aShiftIsToldAtItsEndInTheChannelsLanguage() {
        Robot robot = channel(ChannelKind.WECOM, null);
        run(pool.query("update alert_channel set language = 'en'").execute());
        digest(Digest.Every.END_OF_SHIFT);

        for (int minute = 0; minute < 40; minute++) {
            time.pass(Duration.ofMinutes(1));
            run(teller().tell());
            settle();
        }

        assertThat(robot.texts()).hasSize(1);
        assertThat(robot.texts().getFirst())
                .contains("End of shift: Early shift", "01:00–09:30", "Answered within 30 s 85.3 % (N=300)");
    }

    @Test
    void whereNothingHappenedIsADash() {
        Robot robot = channel(ChannelKind.DINGTALK, null);
        digest(Digest.Every.HOURLY);
        figures = Uni.createFrom().item(FloorFigures.NONE);

        time.pass(Duration.ofMinutes(63));
        run(teller().tell());
        settle();

        assertThat(robot.texts().getFirst()).contains("进线 0", "—（N=0）");
    }

    @Test
    void figuresThatCannotBeReadNowAreReadLater() {
        Robot robot = channel(ChannelKind.DINGTALK, null);
        digest(Digest.Every.HOURLY);
        figures = Uni.createFrom().failure(new IllegalStateException("busy"));
        time.pass(Duration.ofMinutes(63));
        run(teller().tell());
        settle();
        assertThat(robot.texts()).isEmpty();

        figures = Uni.createFrom().item(FIGURES);
        run(teller().tell());
        settle();

        assertThat(robot.texts()).hasSize(1);
    }

    @Test
    void aDigestThatIsThrottledWaitsForItsRobot() {
        Robot robot = channel(ChannelKind.DINGTALK, null).perMinute(0);
        digest(Digest.Every.HOURLY);
        time.pass(Duration.ofMinutes(63));
        run(teller().tell());
        settle();
        assertThat(robot.refusedForSpeed()).isEqualTo(1);

        robot.perMinute(20);
        time.pass(Duration.ofMinutes(11));
        settle();

        assertThat(robot.texts()).hasSize(1);
    }

    @Test
    void aBrokenChannelsBackupTellsTheDigest() {
        Robot backup = channel(ChannelKind.WECOM, null);
        Robot broken = channel(ChannelKind.DINGTALK, null, newestChannel());
        broken.then(Fault.REDIRECT);
        digest(Digest.Every.HOURLY);
        time.pass(Duration.ofMinutes(63));
        run(teller().tell());
        settle();
        assertThat(broken.texts()).isEmpty();
        assertThat(digests(backup)).hasSize(1);

        time.pass(Duration.ofMinutes(60));
        run(teller().tell());
        settle();
        assertThat(digests(backup)).hasSize(2);
    }

    private DigestTeller teller() {
        return new DigestTeller(pool, time, time, reports, words, floor, settings);
    }

    private void digest(Digest.Every every) {
        run(DigestStore.save(pool, new Digest(0, newestChannel(), every, List.of(queue), time.now())));
    }

    private static List<String> digests(Robot robot) {
        return robot.texts().stream().filter(text -> text.contains("进线")).toList();
    }
}
