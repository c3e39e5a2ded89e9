package io.qingting.alert.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qingting.alert.channel.AlertChannel.Call;
import io.qingting.alert.channel.AlertChannel.Post;
import io.qingting.alert.domain.ChannelKind;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What vendors are sent: their forms of text, calls, keyword and signature. */
class BodiesTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
    private static final Call BY_MOBILE = new Call("13800000000", null, null, null, null);
    private static final Call BY_ID = new Call(null, "ding-1", "we-1", "ou_1", "lead@example.test");

    private static ChannelSettings settings(
            ChannelKind kind, boolean markdown, @Nullable String secret, @Nullable String keyword) {
        return new ChannelSettings(
                1, "x", kind, "zh", markdown, null, "token", secret, null, keyword, List.of(), false, 18);
    }

    private static Post post(boolean callAll, boolean plain, Call... calls) {
        return new Post("qt-1", "严重 接通超时", "第一行\n第二行", List.of(calls), callAll, plain, "[{\"alertId\":\"1\"}]");
    }

    private static JsonNode json(Object body) throws IOException {
        return new ObjectMapper().readTree(Robots.bytes(body));
    }

    @Test
    void dingTalkWritesWhomItCallsIntoTheTextToo() throws IOException {
        JsonNode body = json(DingTalkChannel.body(
                settings(ChannelKind.DINGTALK, true, null, null), post(true, false, BY_MOBILE, BY_ID)));

        assertThat(body.path("msgtype").asText()).isEqualTo("markdown");
        assertThat(body.at("/markdown/title").asText()).isEqualTo("严重 接通超时");
        assertThat(body.at("/markdown/text").asText()).isEqualTo("#### 严重 接通超时\n\n第一行\n\n第二行\n\n@13800000000 @ding-1");
        assertThat(body.at("/at/atMobiles/0").asText()).isEqualTo("13800000000");
        assertThat(body.at("/at/atUserIds/0").asText()).isEqualTo("ding-1");
        assertThat(body.at("/at/isAtAll").asBoolean()).isTrue();
    }

    @Test
    void dingTalkAsTextWithItsKeywordOrPlain() throws IOException {
        ChannelSettings text = settings(ChannelKind.DINGTALK, false, null, "客服");

        assertThat(json(DingTalkChannel.body(text, post(false, false, BY_MOBILE)))
                        .at("/text/content")
                        .asText())
                .isEqualTo("客服 严重 接通超时\n\n第一行\n第二行\n\n@13800000000");
        assertThat(json(DingTalkChannel.body(text, post(false, true)))
                        .at("/text/content")
                        .asText())
                .isEqualTo("客服 严重 接通超时");
    }

    @Test
    void weComCallsByASecondMessageInText() throws IOException {
        ChannelSettings markdown = settings(ChannelKind.WECOM, true, null, null);
        Post post = post(true, false, BY_MOBILE, BY_ID);
        WeComChannel channel = new WeComChannel(unused());

        assertThat(channel.parts(markdown, post)).isEqualTo(2);
        assertThat(channel.parts(markdown, post(false, false))).isEqualTo(1);
        assertThat(channel.limit(markdown)).isEqualTo(4_096);
        assertThat(channel.limit(settings(ChannelKind.WECOM, false, null, null)))
                .isEqualTo(2_048);
        assertThat(json(WeComChannel.body(markdown, post, 0))
                        .at("/markdown/content")
                        .asText())
                .isEqualTo("**严重 接通超时**\n第一行\n第二行");
        JsonNode second = json(WeComChannel.body(markdown, post, 1));
        assertThat(second.at("/text/content").asText()).isEqualTo("严重 接通超时");
        assertThat(second.at("/text/mentioned_list").toString()).isEqualTo("[\"we-1\",\"@all\"]");
        assertThat(second.at("/text/mentioned_mobile_list").toString()).isEqualTo("[\"13800000000\"]");
    }

    /** Bodies are made without sending. */
    @SuppressWarnings("NullAway")
    private static Outbound unused() {
        return null;
    }

    @Test
    void feishuSignsInItsBodyAndCallsInItsText() throws IOException {
        JsonNode body = json(FeishuChannel.body(
                settings(ChannelKind.FEISHU, false, "demo-secret", "客服"), post(true, false, BY_ID), NOW));

        assertThat(body.path("timestamp").asText()).isEqualTo("1700000000");
        assertThat(body.path("sign").asText()).isEqualTo("mYHw2R2SOm8Rw/sne3lQdmz4sOfntKR+1P/8RKKTwmA=");
        assertThat(body.at("/content/text").asText())
                .isEqualTo("客服 严重 接通超时\n第一行\n第二行\n<at user_id=\"ou_1\"></at>\n<at user_id=\"all\"></at>");
    }

    @Test
    void aWebhookHasTypeTimestampAndData() throws IOException {
        JsonNode body = new ObjectMapper().readTree(WebhookChannel.body(post(false, false), NOW));

        assertThat(body.path("type").asText()).isEqualTo("alerts");
        assertThat(body.path("timestamp").asText()).isEqualTo("2023-11-14T22:13:20Z");
        assertThat(body.at("/data/title").asText()).isEqualTo("严重 接通超时");
        assertThat(body.at("/data/alerts/0/alertId").asText()).isEqualTo("1");
    }
}
