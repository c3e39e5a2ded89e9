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
        ChannelRow blank = new ChannelRow(
                0,
                "",
                ChannelKind.DINGTALK,
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
        Channels.Wanted wanted = new Channels.Wanted(
                "group", null, null, null, host, token, null, null, null, null, null, null, null, null);
        return ChannelInput.check(wanted, blank, ChannelSecrets.Clear.NONE, OUTBOUND)
                .row()
                .host();
    }
}
