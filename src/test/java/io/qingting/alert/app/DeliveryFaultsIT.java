package io.qingting.alert.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qingting.alert.domain.ChannelKind;
import io.qingting.alert.store.AlertQueries;
import io.qingting.alert.store.MessageQueries;
import io.qingting.fixture.RobotStub.Fault;
import io.qingting.fixture.RobotStub.Robot;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Vendors that refuse, fail and fall silent, keys that are lost, and a database that does not answer. */
@QuarkusTest
class DeliveryFaultsIT extends DeliveryFloor {
    @Test
    void aThrottledRobotIsLeftAloneForTenMinutesThenGetsAllInOneDigest() {
        Robot robot = channel(ChannelKind.DINGTALK, null).perMinute(2);
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            ids.addAll(raise(queue + i, 1));
            settle();
            time.pass(Duration.ofSeconds(5));
        }
        int posts = robot.posts().size();
        assertThat(robot.refusedForSpeed()).isEqualTo(1);
        assertThat(posts).isEqualTo(3);

        time.pass(Duration.ofMinutes(9));
        settle();
        assertThat(robot.posts()).as("held").hasSize(posts);
        time.pass(Duration.ofMinutes(2));
        settle();

        assertAllNamed(robot, ids);
        assertThat(robot.refusedForSpeed()).isEqualTo(1);
    }

    @Test
    void failuresAreTriedAgainAndOnlyDoubtfulOnesAreMarked() {
        Robot busy = channel(ChannelKind.DINGTALK, null).then(Fault.BUSY);
        Robot broken = channel(ChannelKind.WECOM, null).then(Fault.ERROR_500, Fault.HALF_BODY);
        Robot reset = channel(ChannelKind.FEISHU, null).then(Fault.RESET);
        Robot silent = channel(ChannelKind.DINGTALK, null).then(Fault.HANG);
        Robot flood = channel(ChannelKind.DINGTALK, null).then(Fault.FLOOD);
        raise(1);
        for (int i = 0; i < 20; i++) {
            settle();
            time.pass(Duration.ofSeconds(1));
        }

        assertThat(busy.texts()).hasSize(1).noneMatch(text -> text.contains("（重发）"));
        assertThat(broken.texts()).hasSize(2).allMatch(text -> text.contains("（重发）"));
        assertThat(reset.texts()).hasSize(2);
        assertThat(reset.texts().get(1)).contains("（重发）");
        assertThat(silent.texts()).hasSize(1).allMatch(text -> text.contains("（重发）"));
        assertThat(flood.texts()).hasSize(1).allMatch(text -> text.contains("（重发）"));
        assertThat(texts("select state from delivery")).containsOnly("sent");
    }

    @Test
    void aWrongSecretStopsTheChannelAndAnotherTakesItsPlace() {
        Robot backup = channel(ChannelKind.WECOM, null);
        long backupId = newestChannel();
        Robot wrong = channel(ChannelKind.DINGTALK, "SEC-mistyped", backupId);
        wrong.secret("SEC-right");
        run(pool.query("delete from alert_route").execute());
        route(List.of(newestChannel()));

        raise(1);
        settle();
        raise(1);
        settle();

        assertThat(wrong.posts()).hasSize(1);
        assertThat(wrong.received()).isEmpty();
        assertThat(backup.texts()).filteredOn(text -> text.contains("接通超时")).hasSize(2);
        assertThat(texts("select fault from alert_channel where fault is not null"))
                .containsExactly("the signature does not match: check the secret");
        assertThat(texts("select name from alert where kind = 'channelBroken' and state = 'firing'"))
                .hasSize(1);
    }

    @Test
    void unsuitableTextGoesPlainAndARefusedMessageIsADeadLetter() {
        Robot robot = channel(ChannelKind.DINGTALK, null).then(Fault.UNSUITABLE);
        raise(1);
        settle();
        assertThat(robot.texts()).hasSize(1);
        assertThat(robot.texts().getFirst()).doesNotContain("https://");

        robot.then(Fault.REFUSED);
        raise(1);
        settle();
        assertThat(texts("select state from message order by message_id desc limit 1"))
                .containsExactly("dead");
    }

    @Test
    void anAlertThatAWebhookDoesNotTakeKeepsBackNoneOfItsBatch() {
        Robot hook = channel(ChannelKind.WEBHOOK, "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz");
        List<Long> ids = raise(20);
        long poison = ids.get(7);
        hook.refusing(body -> body.contains("\"alertId\":\"" + poison + "\""));

        settle();

        List<String> told = hook.received().stream()
                .flatMap(each ->
                        StreamSupport.stream(each.body().at("/data/alerts").spliterator(), false))
                .map(alert -> alert.path("alertId").asText())
                .toList();
        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(ids.stream()
                        .filter(id -> id != poison)
                        .map(String::valueOf)
                        .toList());
        assertThat(texts("select alerts::text || ' ' || error from message where state = 'dead'"))
                .containsExactly("1 the receiver answered 422");
        assertThat(
                        texts(
                                "select n.alert_id::text from delivery join notice n using (notice_id) where delivery.state = 'dead'"))
                .containsExactly(Long.toString(poison));
        assertThat(hook.posts()).as("halves, not one by one").hasSizeLessThan(15);
        assertThat(broken()).isEmpty();

        List<Long> next = raise(3);
        settle();
        assertThat(hook.received().getLast().body().at("/data/alerts")).hasSize(next.size());

        // Its receiver was mended: an operator sends the dead letter again.
        hook.refusing(body -> false);
        long dead = Long.parseLong(texts("select message_id::text from message where state = 'dead'")
                .getFirst());
        inTransaction(tx -> MessageQueries.sendAgain(tx, dead, time.now()).replaceWithVoid());
        settle();
        assertThat(hook.texts().getLast()).contains("（重发）").contains("#" + poison);
        assertThat(texts("select state from delivery")).containsOnly("sent");
    }

    @Test
    void anAlertThatARobotDoesNotTakeKeepsBackNoneOfItsDigest() {
        Robot robot = channel(ChannelKind.DINGTALK, null);
        List<Long> ids = raise(20);
        long poison = ids.get(7);
        Pattern named = Pattern.compile("#" + poison + "\\D");
        robot.refusing(body -> named.matcher(body).find());

        for (int i = 0; i < 20; i++) {
            settle();
            time.pass(Duration.ofSeconds(5));
        }

        assertAllNamed(robot, ids.stream().filter(id -> id != poison).toList());
        assertThat(texts("select alerts::text from message where state = 'dead'"))
                .containsExactly("1");
        assertThat(robot.posts()).as("halves, not one by one").hasSizeLessThan(15);
        assertThat(robot.refusedForSpeed()).isZero();
        assertThat(broken()).isEmpty();
    }

    @Test
    void anAlertOfABrokenChannelThatIsResolvedByHandComesBackWhileItIsBroken() {
        Robot other = channel(ChannelKind.WECOM, null);
        Robot wrong = channel(ChannelKind.DINGTALK, "SEC-mistyped");
        wrong.secret("SEC-right");
        raise(1);
        settle();
        assertThat(broken()).hasSize(1);
        long first = Long.parseLong(texts("select max(alert_id)::text from alert where kind = 'channelBroken'")
                .getFirst());
        inTransaction(tx -> AlertQueries.resolve(tx, first, "admin:first", null, time.now(), time.now())
                .replaceWithVoid());

        time.pass(Duration.ofSeconds(50));
        run(newCare().care());
        assertThat(broken()).as("peace for a minute").isEmpty();
        time.pass(Duration.ofSeconds(10));
        run(newCare().care());
        run(newCare().care());
        settle();

        assertThat(broken()).hasSize(1);
        assertThat(texts("select s.action from alert_step s join alert a using (alert_id)"
                        + " where a.kind = 'channelBroken' and a.state = 'firing' order by s.step_id"))
                .containsExactly("raised", "cameBack");
        assertThat(other.texts())
                .filteredOn(text -> text.contains("channel token"))
                .as("told, and told again")
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void aReceiverThatTakesNothingIsNotAskedForEachOfAStorm() {
        Robot hook = channel(ChannelKind.WEBHOOK, "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz");
        hook.refusing(body -> true);
        List<Long> ids = raise(40);

        settle();
        assertThat(broken()).hasSize(1);
        int posts = hook.posts().size();
        assertThat(posts).isLessThan(15);

        hook.refusing(body -> false);
        time.pass(Duration.ofSeconds(61));
        settle();
        assertThat(broken()).as("it answers again").isEmpty();
        assertThat(texts("select count(*)::text from delivery where state = 'sent'"))
                .containsExactly(Integer.toString(ids.size() - 3));
        assertThat(texts("select count(*)::text from message where state = 'dead'"))
                .containsExactly("3");
    }

    @Test
    void answersThatNobodyKnowsBreakTheChannelAtTheThirdAndItsBackupTakesOver() {
        Robot backup = channel(ChannelKind.WECOM, null);
        long backupId = newestChannel();
        Robot strange = channel(ChannelKind.DINGTALK, null, backupId);
        strange.then(Fault.REFUSED, Fault.REFUSED, Fault.REFUSED);
        run(pool.query("delete from alert_route").execute());
        route(List.of(newestChannel()));

        List<Long> third = List.of();
        for (int i = 0; i < 3; i++) {
            assertThat(broken()).as("after " + i).isEmpty();
            third = raise(1);
            settle();
        }
        assertThat(broken()).hasSize(1);
        assertAllNamed(backup, third);
        List<Long> next = raise(1);
        settle();

        assertThat(strange.texts()).isEmpty();
        assertAllNamed(backup, next);
        assertThat(texts("select state from message where channel_id <> " + backupId))
                .containsExactlyInAnyOrder("dead", "dead", "merged");

        strange.then(Fault.REFUSED);
        time.pass(Duration.ofSeconds(61));
        List<Long> fourth = raise(1);
        settle();
        assertAllNamed(backup, fourth);

        time.pass(Duration.ofSeconds(61));
        List<Long> after = raise(1);
        settle();
        assertAllNamed(strange, after);
        assertThat(broken()).as("it answers again").isEmpty();
    }

    @Test
    void whatABrokenChannelIsTriedWithAfterItsHoldGoesToItsBackupToo() {
        Robot backup = channel(ChannelKind.WECOM, null);
        long backupId = newestChannel();
        Robot down = channel(ChannelKind.DINGTALK, null, backupId);
        down.then(Fault.BUSY, Fault.BUSY, Fault.BUSY, Fault.BUSY, Fault.BUSY);
        run(pool.query("delete from alert_route").execute());
        route(List.of(newestChannel()));

        List<Long> first = raise(1);
        for (int i = 0; i < 12; i++) {
            settle();
            time.pass(Duration.ofSeconds(1));
        }
        assertThat(broken()).hasSize(1);
        assertAllNamed(backup, first);

        for (int i = 0; i < 2; i++) {
            time.pass(Duration.ofSeconds(61));
            List<Long> next = raise(1);
            settle();
            assertAllNamed(backup, next);
        }
        assertThat(down.texts()).isEmpty();
        assertThat(broken()).as("once").hasSize(1);
    }

    @Test
    void aChannelWhoseKeyIsLostIsBrokenUntilTheKeyIsBack() {
        Robot backup = channel(ChannelKind.WECOM, null);
        Robot locked = channel(ChannelKind.DINGTALK, null, newestChannel());
        long channelId = newestChannel();
        String token = texts("select name from alert_channel where channel_id = " + channelId)
                .getFirst()
                .substring("channel ".length());
        ChannelSecrets before = new ChannelSecrets(new Vault(() -> "an earlier key"));
        run(pool.preparedQuery("update alert_channel set secrets = $2 where channel_id = $1")
                .execute(Tuple.of(
                        channelId,
                        Buffer.buffer(before.seal(channelId, new ChannelSecrets.Clear(token, null, null))))));
        run(pool.query("delete from alert_route").execute());
        route(List.of(channelId));

        List<Long> ids = raise(1);
        settle();
        assertThat(locked.posts()).isEmpty();
        assertAllNamed(backup, ids);
        assertThat(broken()).hasSize(1);
        assertThat(texts("select fault from alert_channel where channel_id = " + channelId))
                .containsExactly(ChannelSecrets.LOST_KEY);

        run(newCare(secrets).reseal());
        assertThat(broken()).as("still lost").hasSize(1);
        run(newCare(before).reseal());
        assertThat(broken()).isEmpty();
        assertThat(texts("select fault from alert_channel where channel_id = " + channelId))
                .containsOnlyNulls();
    }

    @Test
    void aServerWhoseClockIsWrongSignsByItsVendors() {
        Robot robot = channel(ChannelKind.DINGTALK, "SEC-test").ahead(Duration.ofHours(-2));
        robot.secret("SEC-test");

        raise(1);
        settle();
        assertThat(robot.texts()).hasSize(1);
        assertThat(robot.posts()).as("refused, then signed anew").hasSize(2);

        raise(1);
        settle();
        assertThat(robot.texts()).hasSize(2);
        assertThat(robot.posts()).as("at once").hasSize(3);

        robot.ahead(Duration.ZERO);
        raise(1);
        settle();
        assertThat(robot.texts()).as("the clock was set right").hasSize(3);
    }

    @Test
    void aSignatureThatIsRefusedAgainSaysHowWrongTheClockIs() {
        Robot robot = channel(ChannelKind.DINGTALK, "SEC-mistyped").ahead(Duration.ofHours(-2));
        robot.secret("SEC-right");

        raise(1);
        settle();

        assertThat(robot.posts()).hasSize(2);
        assertThat(texts("select fault from alert_channel"))
                .containsExactly("the signature does not match: check the secret; server clock 7200 s ahead");
    }

    @Test
    void aDatabaseThatDoesNotAnswerEndsTheLookAndNotAllDelivery() {
        Robot robot = channel(ChannelKind.DINGTALK, null);
        AlertSettings hasty = new HastySettings(settings, Duration.ofMillis(200));
        List<Long> ids = raise(1);
        run(routing(hasty).route());

        Throwable failure = get(pool.withTransaction(tx -> tx.query("lock table alert_channel in access exclusive mode")
                .execute()
                .chain(() -> attempts(hasty).takeAll())
                .<Throwable>map(taken -> new AssertionError("it was taken"))
                .onFailure()
                .recoverWithItem(why -> why)));
        assertThat(failure).isInstanceOf(IllegalStateException.class).hasMessageContaining("200 ms");

        // What was waiting for the lock may take the channel after all: its lease ends by itself.
        await().atMost(LIMIT).untilAsserted(() -> {
            time.pass(settings.lease().plusSeconds(1));
            settle();
            assertAllNamed(robot, ids);
        });
    }

    @Test
    void whatWasTakenSetsOutThoughALaterTakeFails() {
        Robot first = channel(ChannelKind.DINGTALK, null);
        Robot second = channel(ChannelKind.WECOM, null);
        Robot third = channel(ChannelKind.FEISHU, null);
        long poisoned = newestChannel() - 1;
        List<Long> ids = raise(1);
        run(pool.query("""
                create function refuse() returns trigger language plpgsql as $$ begin raise 'poisoned'; end $$;
                create trigger refuse before update on alert_channel for each row
                    when (new.channel_id = %d and new.recent <> old.recent) execute function refuse()
                """.formatted(poisoned)).execute());
        try {
            assertThat(get(delivery.round())).isEqualTo(1);
            assertAllNamed(first, ids);
            assertThat(get(delivery.round())).isEqualTo(1);
            assertAllNamed(third, ids);
        } finally {
            run(pool.query("drop trigger refuse on alert_channel; drop function refuse()")
                    .execute());
        }

        time.pass(Duration.ofSeconds(2));
        settle();
        assertAllNamed(second, ids);
    }

    private List<String> broken() {
        return texts("select name from alert where kind = 'channelBroken' and state = 'firing'");
    }
}
