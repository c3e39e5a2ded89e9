package io.qingting.alert.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import io.qingting.alert.channel.AlertChannel.Call;
import io.qingting.alert.channel.AlertChannel.Post;
import io.qingting.alert.channel.ChannelSettings;
import io.qingting.alert.domain.ChannelKind;
import io.qingting.alert.domain.ChannelRow;
import io.qingting.alert.domain.DeliveryResult;
import io.qingting.alert.store.ChannelStore;
import io.qingting.fixture.MailServerResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mail as a mail server receives it. */
@QuarkusTest
@WithTestResource(MailServerResource.class)
class MailIT extends DeliveryFloor {
    @SuppressWarnings("NullAway.Init")
    GreenMail server;

    @BeforeEach
    void anEmptyMailbox() throws Exception {
        server.purgeEmailFromAllMailboxes();
    }

    private void mailChannel() {
        long id = get(pool.withTransaction(tx -> ChannelStore.nextId(tx)
                .call(next -> ChannelStore.save(
                        tx,
                        new ChannelRow(
                                next,
                                "mail " + next,
                                ChannelKind.EMAIL,
                                "zh",
                                false,
                                null,
                                null,
                                List.of("floor@example.test", "lead@example.test"),
                                false,
                                ChannelKind.EMAIL.perMinute(),
                                null,
                                true,
                                secrets.seal(next, ChannelSecrets.Clear.NONE),
                                null,
                                null,
                                null,
                                0,
                                List.of(),
                                null,
                                null),
                        START))));
        route(List.of(id));
    }

    private List<MimeMessage> received() {
        return List.of(server.getReceivedMessages());
    }

    @Test
    void aBreachIsMailedWithItsTextAndHeadersThatKeepMachinesFromAnswering() throws Exception {
        mailChannel();
        List<Long> ids = raise(1);
        settle();

        assertThat(received()).hasSize(2);
        MimeMessage mail = received().getFirst();
        assertThat(mail.getSubject()).contains("接通超时");
        assertThat(text(mail)).contains("#" + ids.getFirst()).contains("https://desk.example.test/ack/");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getHeader("From")).containsExactly("desk@example.test");
        assertThat(mail.getHeader("Message-ID")).hasSize(1);
        assertThat(mail.getRecipients(RecipientType.TO))
                .extracting(Object::toString)
                .containsExactly("floor@example.test", "lead@example.test");
    }

    private static String text(MimeMessage mail) throws IOException, MessagingException {
        return mail.getContent().toString();
    }

    @Test
    void aRepetitionHasTheSameIdSoThatAMailboxKnowsIt() throws Exception {
        mailChannel();
        raise(1);
        // Sent, but this instance dies before it is recorded.
        get(delivery.transmit(get(delivery.look()).getFirst()));
        time.pass(settings.lease().plusSeconds(1));
        settle();

        assertThat(received()).hasSize(4);
        assertThat(received())
                .extracting(mail -> mail.getHeader("Message-ID", ","))
                .containsOnly(received().getFirst().getHeader("Message-ID", ","));
        assertThat(received().getLast().getSubject()).contains("（重发）");
    }

    @Test
    void noWordOfAnAlertBecomesAHeader() throws Exception {
        ChannelSettings mail = new ChannelSettings(
                1,
                "mail",
                ChannelKind.EMAIL,
                "en",
                false,
                null,
                null,
                null,
                null,
                null,
                List.of("floor@example.test"),
                false,
                30);
        Post post = new Post(
                "qt-1\r\nX-Evil: 1",
                "queue\r\nBcc: evil@example.test\r\nX-Evil: 2\r\n\r\nbody 值班",
                "line\r\n.\r\nRCPT TO:<evil@example.test>",
                List.of(new Call(null, null, null, null, "on-duty@example.test")),
                false,
                false,
                "[]");

        assertThat(get(ways.of(ChannelKind.EMAIL).send(mail, post, 0, START)).result())
                .isEqualTo(new DeliveryResult.Ok());

        assertThat(received()).hasSize(2);
        MimeMessage one = received().getFirst();
        assertThat(one.getAllRecipients())
                .extracting(Object::toString)
                .containsExactlyInAnyOrder("floor@example.test", "on-duty@example.test");
        assertThat(one.getHeader("X-Evil")).isNull();
        assertThat(one.getSubject()).isEqualTo("queue Bcc: evil@example.test X-Evil: 2 body 值班");
        assertThat(text(one)).contains("RCPT TO");
    }

    @Test
    void aMailServerThatIsAwayIsTriedAgain() {
        mailChannel();
        server.stop();
        try {
            raise(1);
            get(delivery.round());
            assertThat(texts("select state || ' ' || error from message"))
                    .containsExactly("retry the mail server does not take it now");
        } finally {
            server.start();
        }
        time.pass(Duration.ofSeconds(61));
        settle();
        assertThat(received()).hasSize(2);
    }
}
