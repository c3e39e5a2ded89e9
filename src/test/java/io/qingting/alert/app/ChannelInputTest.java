package io.qingting.alert.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qingting.alert.channel.OutboundSettings;
import io.qingting.alert.domain.ChannelKind;
import io.qingting.alert.domain.ChannelRow;
import io.qingting.kernel.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChannelInputTest {
    private static final String ROBOT = "/robot/send?access_token=abcdefgh12";
    private static final OutboundSettings OUTBOUND = new OutboundSettings() {
        @Override
        public Optional<List<String>> allowedHosts() {
            return Optional.of(List.of("chat.internal:8080", "chat.internal:443", "chat.internal:80"));
        }

        @Override
        public Duration answerLimit() {
            return Duration.ofSeconds(10);
        }
    };

    @Test
    void aPrivateRobotKeepsTheSchemeThatItWasPastedWith() {
        assertThat(pasted("http://chat.internal:8080" + ROBOT)).isEqualTo("http://chat.internal:8080");
        assertThat(pasted("https://chat.internal:8080" + ROBOT)).isEqualTo("chat.internal:8080");
        assertThat(pasted("https://chat.internal" + ROBOT)).isEqualTo("chat.internal");
        assertThat(pasted("http://chat.internal" + ROBOT)).isEqualTo("http://chat.internal");
    }

    @Test
    void theVendorIsReachedWithTlsWhateverWasPasted() {
        assertThat(pasted("https://oapi.dingtalk.com" + ROBOT)).isNull();
        assertThat(pasted("http://oapi.dingtalk.com" + ROBOT)).isNull();
    }

    @Test
    void aHostThatIsEnteredMeansTlsUnlessItSaysOtherwise() {
        assertThat(entered("chat.internal:8080")).isEqualTo("chat.internal:8080");
        assertThat(entered("https://chat.internal")).isEqualTo("chat.internal");
        assertThat(entered("http://chat.internal:8080")).isEqualTo("http://chat.internal:8080");
    }

    @Test
    void aHostThatIsNotListedIsRefused() {
        for (String host : List.of(
                "chat.internal:9",
                "http://chat.internal:443x",
                "evil.example",
                "chat.internal:8080/x",
                "u@chat.internal:8080",
                "ftp://chat.internal:8080",
                "http://http://chat.internal:8080",
                "chat.internal:8080?x",
                "chat.internal:8080#x")) {
            assertThatThrownBy(() -> entered(host)).as(host).isInstanceOf(ProblemException.class);
        }
    }

    private static @Nullable String pasted(String token) {
        return host(token, null);
    }

    private static @Nullable String entered(String host) {
        return host("abcdefgh12", host);
    }

    private static @Nullable String host(String token, @Nullable String host) {
        ChannelRow blank = blank(ChannelKind.DINGTALK);
        Channels.Wanted wanted = new Channels.Wanted(
                "group", null, null, null, host, token, null, null, null, null, null, null, null, null, null);
        return ChannelInput.check(wanted, blank, ChannelSecrets.Clear.NONE, OUTBOUND)
                .row()
                .host();
    }

    private static final String FIRST = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz";
    private static final String SECOND = "whsec_OTg3NjU0MzIxMDk4NzY1NDMyMTA5ODc2";

    @Test
    void aWebhookSignsByItsEarlierSecretTooUntilItIsToldNotTo() {
        ChannelSecrets.Clear one = new ChannelSecrets.Clear(null, FIRST, "https://example.com/hook");
        assertThat(secret(one, SECOND, null)).as("replaced at once").isEqualTo(SECOND);
        assertThat(secret(one, SECOND, true)).isEqualTo(SECOND + " " + FIRST);
        assertThat(secret(one, null, true)).as("there is no earlier one").isEqualTo(FIRST);

        ChannelSecrets.Clear two = new ChannelSecrets.Clear(null, SECOND + " " + FIRST, "https://example.com/hook");
        assertThat(two.tail()).isEqualTo(tail(SECOND) + " " + tail(FIRST));
        assertThat(secret(two, null, null)).as("something else is changed").isEqualTo(SECOND + " " + FIRST);
        assertThat(secret(two, null, true)).isEqualTo(SECOND + " " + FIRST);
        assertThat(secret(two, null, false)).isEqualTo(SECOND);
        assertThat(secret(two, FIRST, true)).as("and back").isEqualTo(FIRST + " " + SECOND);
        assertThatThrownBy(() -> secret(two, "SEC-other", true)).isInstanceOf(ProblemException.class);
    }

    private static String tail(String secret) {
        return secret.substring(secret.length() - 4);
    }

    private static @Nullable String secret(
            ChannelSecrets.Clear was, @Nullable String wanted, @Nullable Boolean keepEarlier) {
        return ChannelInput.check(
                        new Channels.Wanted(
                                "hook",
                                null,
                                null,
                                null,
                                null,
                                null,
                                wanted,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                keepEarlier),
                        blank(ChannelKind.WEBHOOK),
                        was,
                        OUTBOUND)
                .clear()
                .secret();
    }

    private static ChannelRow blank(ChannelKind kind) {
        return new ChannelRow(
                0,
                "",
                kind,
                "zh",
                true,
                null,
                null,
                List.of(),
                false,
                18,
                null,
                true,
                new byte[0],
                null,
                null,
                null,
                0,
                List.of(),
                null,
                null);
    }
}
