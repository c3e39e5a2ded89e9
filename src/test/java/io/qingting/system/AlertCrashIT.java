package io.qingting.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever is killed, and whenever: each breach is raised once and told at least once, and what is told again says so. */
@Timeout(600)
class AlertCrashIT {
    private static final long SEED = 20_260_303;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** When the application is killed, after customers came. */
    private enum Moment {
        /** At any point of their promises. */
        ANY,
        /** Between a breach and its delivery: as soon as one can be seen to be raised. */
        RAISED,
        /** Between a delivery and its record: the receiver has the message, and its answer never comes. */
        DELIVERED
    }

    @Test
    void aBreachIsRaisedOnceAndToldAtLeastOnceWhereverTheApplicationIsKilled() throws Exception {
        Random random = new Random(SEED);
        List<Moment> moments = new ArrayList<>();
        for (Moment moment : Moment.values()) moments.addAll(Collections.nCopies(2, moment));
        Collections.shuffle(moments, random);
        try (BreachFloor floor = new BreachFloor();
                RunningApp app = floor.app()) {
            app.start();
            floor.setUp(app);

            for (Moment moment : moments) {
                floor.enqueue(app, 5 + random.nextInt(15));
                kill(floor, app, moment, random);
                app.start();
            }
            floor.enqueue(app, 5);
            floor.awaitAllTold();

            floor.eachBreachWasRaisedOnce();
            assertThat(floor.eachAlertWasDeliveredAndRepeatsAreMarked()).isGreaterThanOrEqualTo(2);
        }
    }

    private static void kill(BreachFloor floor, RunningApp app, Moment moment, Random random) throws Exception {
        switch (moment) {
            case ANY ->
                await().pollDelay(Duration.ofMillis(random.nextInt(2_000))).until(() -> true);
            case RAISED -> {
                long before = floor.alerts();
                await().atMost(LIMIT).pollInterval(Duration.ofMillis(2)).until(() -> floor.alerts() > before);
            }
            case DELIVERED -> {
                AtomicBoolean delivered = new AtomicBoolean();
                floor.hook().beforeAnswer(() -> {
                    killNow(app);
                    delivered.set(true);
                });
                await().atMost(LIMIT).until(delivered::get);
                floor.hook().beforeAnswer(() -> {});
            }
        }
        app.killApplication();
    }

    private static void killNow(RunningApp app) {
        try {
            app.killApplication();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void ofTwoInstancesEachBreachIsRaisedAndToldOnceAndOneThatIsKilledIsNotMissed() throws Exception {
        Random random = new Random(SEED);
        try (BreachFloor floor = new BreachFloor();
                RunningApp one = floor.app();
                RunningApp other = floor.app()) {
            one.start();
            other.shareSecretsOf(one);
            other.start();
            floor.setUp(one);

            for (int i = 0; i < 6; i++) {
                floor.enqueue(one, 1 + random.nextInt(10));
                floor.enqueue(other, 1 + random.nextInt(10));
            }
            floor.awaitAllTold();
            floor.eachBreachWasRaisedOnce();
            assertThat(floor.eachAlertWasDeliveredAndRepeatsAreMarked()).isZero();

            floor.enqueue(one, 20);
            kill(floor, one, Moment.ANY, random);
            floor.enqueue(other, 20);
            floor.awaitAllTold();
            floor.eachBreachWasRaisedOnce();
            floor.eachAlertWasDeliveredAndRepeatsAreMarked();
        }
    }
}
