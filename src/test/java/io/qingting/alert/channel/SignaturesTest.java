package io.qingting.alert.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Signatures against the published vectors of the shared data, where that is there. */
class SignaturesTest {
    private static final Path VECTORS = Path.of("../shared/data/webhook-vectors.json");

    private static JsonNode vectors() throws IOException {
        Assumptions.assumeTrue(Files.exists(VECTORS), "shared data absent");
        return new ObjectMapper().readTree(Files.readString(VECTORS));
    }

    @Test
    void dingTalkSignsAsPublished() throws IOException {
        for (JsonNode vector : vectors().path("dingtalk_robot")) {
            String sign = Signatures.dingTalk(
                    vector.path("secret").asText(),
                    Long.parseLong(vector.path("timestamp_ms").asText()));
            assertThat(sign).isEqualTo(vector.path("sign_raw").asText());
            assertThat(Signatures.inAddress(sign))
                    .isEqualTo(vector.path("sign_urlencoded").asText());
        }
    }

    @Test
    void theVectorOfTheOtherApiIsNotARobots() throws IOException {
        JsonNode vector = vectors().path("dingtalk_login_free_NOT_robot");
        String sign = Signatures.dingTalk(
                vector.path("secret").asText(),
                Long.parseLong(vector.path("timestamp_ms").asText()));
        assertThat(Signatures.inAddress(sign))
                .isNotEqualTo(vector.path("sign_urlencoded").asText());
    }

    @Test
    void feishuSignsAsPublished() throws IOException {
        for (JsonNode vector : vectors().path("feishu_robot")) {
            assertThat(Signatures.feishu(
                            vector.path("secret").asText(),
                            Long.parseLong(vector.path("timestamp_s").asText())))
                    .isEqualTo(vector.path("sign").asText());
        }
    }

    @Test
    void standardWebhooksSignAsPublished() throws IOException {
        JsonNode vector = vectors().path("standard_webhooks");
        assertThat(Signatures.standardWebhook(
                        vector.path("secret").asText(),
                        vector.path("id").asText(),
                        Long.parseLong(vector.path("timestamp_s").asText()),
                        vector.path("body").asText().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(vector.path("signature").asText());
    }

    @Test
    void whileASecretIsChangedBothSign() {
        String old = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz";
        String other = "whsec_OTg3NjU0MzIxMDk4NzY1NDMyMTA5ODc2";
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        assertThat(Signatures.standardWebhook(other + " " + old, "m1", 1, body))
                .isEqualTo(Signatures.standardWebhook(other, "m1", 1, body) + " "
                        + Signatures.standardWebhook(old, "m1", 1, body));
    }

    @Test
    void aSecretOfAnotherFormIsRefused() {
        assertThatThrownBy(() -> Signatures.webhookKey("SEC123")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Signatures.webhookKey("whsec_c2hvcnQ=")).isInstanceOf(IllegalArgumentException.class);
    }
}
