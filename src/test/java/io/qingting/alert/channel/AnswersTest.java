package io.qingting.alert.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.alert.domain.ChannelKind;
import io.qingting.alert.domain.DeliveryResult;
import io.qingting.alert.domain.DeliveryResult.ConfigurationFault;
import io.qingting.alert.domain.DeliveryResult.Ok;
import io.qingting.alert.domain.DeliveryResult.Rejected;
import io.qingting.alert.domain.DeliveryResult.Retry;
import io.qingting.alert.domain.DeliveryResult.Throttled;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Answers are judged by their bodies, and addresses by where they lead. */
class AnswersTest {
    @Test
    void dingTalkSaysNoInside200() {
        assertThat(dingTalk(0, "ok")).isEqualTo(new Ok());
        assertThat(dingTalk(-1, "busy")).isEqualTo(new Retry("the vendor is busy", false));
        assertThat(dingTalk(130101, "send too fast"))
                .isEqualTo(new Throttled("too many messages a minute", Duration.ofMinutes(10)));
        assertThat(dingTalk(410100, "")).isInstanceOf(Throttled.class);
        assertThat(dingTalk(310000, "sign not match"))
                .isEqualTo(fault("the signature does not match: check the secret"));
        assertThat(dingTalk(310000, "keywords not in content").toString()).contains("keyword");
        assertThat(dingTalk(310000, "description:ip 不在白名单中;solution:x").toString())
                .contains("address");
        assertThat(dingTalk(310000, "invalid timestamp").toString()).contains("clock");
        assertThat(dingTalk(300001, "")).isInstanceOf(ConfigurationFault.class);
        assertThat(dingTalk(400102, "")).isInstanceOf(ConfigurationFault.class);
        assertThat(dingTalk(430104, "")).isEqualTo(new Rejected("the content is not allowed", true));
        assertThat(dingTalk(460101, "")).isInstanceOf(Rejected.class);
        assertThat(dingTalk(40035, "")).isEqualTo(new Rejected("the vendor answered 40035", false));
    }

    @Test
    void what200SaysAloneIsNothing() {
        assertThat(DingTalkChannel.judge(200, "")).isEqualTo(new Retry("the answer cannot be read", true));
        assertThat(DingTalkChannel.judge(200, "{\"errcode\":")).isInstanceOf(Retry.class);
        assertThat(DingTalkChannel.judge(200, "<html>portal</html>")).isInstanceOf(Retry.class);
        assertThat(DingTalkChannel.judge(500, "{\"errcode\":0}")).isInstanceOf(Retry.class);
        assertThat(DingTalkChannel.judge(302, "")).isInstanceOf(ConfigurationFault.class);
    }

    @Test
    void weComAndFeishuHaveCodesOfTheirOwn() {
        assertThat(WeComChannel.judge(200, "{\"errcode\":0}")).isEqualTo(new Ok());
        assertThat(WeComChannel.judge(200, "{\"errcode\":45009}"))
                .isEqualTo(new Throttled("too many messages a minute", Duration.ofSeconds(60)));
        assertThat(WeComChannel.judge(200, "{\"errcode\":93000}")).isInstanceOf(ConfigurationFault.class);
        assertThat(WeComChannel.judge(200, "{\"errcode\":40058}")).isInstanceOf(Rejected.class);
        assertThat(FeishuChannel.judge(200, "{\"code\":0}")).isEqualTo(new Ok());
        assertThat(FeishuChannel.judge(200, "{\"StatusCode\":0}")).isEqualTo(new Ok());
        assertThat(FeishuChannel.judge(200, "{\"code\":19021}")).isInstanceOf(ConfigurationFault.class);
        assertThat(FeishuChannel.judge(400, "{\"code\":9499}")).isInstanceOf(Rejected.class);
        assertThat(FeishuChannel.judge(200, "{\"code\":11232}")).isInstanceOf(Throttled.class);
        assertThat(WebhookChannel.judge(204)).isEqualTo(new Ok());
        assertThat(WebhookChannel.judge(301)).isInstanceOf(ConfigurationFault.class);
        assertThat(WebhookChannel.judge(410)).isInstanceOf(ConfigurationFault.class);
        assertThat(WebhookChannel.judge(503)).isInstanceOf(Retry.class);
        assertThat(WebhookChannel.judge(408)).isEqualTo(new Retry("the receiver was not ready (408)", false));
        assertThat(WebhookChannel.judge(425)).isEqualTo(new Retry("the receiver was not ready (425)", false));
        assertThat(WebhookChannel.judge(400)).isInstanceOf(Rejected.class);
    }

    @Test
    void aPrivateRobotIsReachedAsItsAddressWasPasted() {
        assertThat(address(null)).isEqualTo("https://oapi.dingtalk.com/robot/send?access_token=x");
        assertThat(address("chat.internal")).isEqualTo("https://chat.internal/robot/send?access_token=x");
        assertThat(address("chat.internal:8443")).isEqualTo("https://chat.internal:8443/robot/send?access_token=x");
        assertThat(address("http://chat.internal:8080"))
                .isEqualTo("http://chat.internal:8080/robot/send?access_token=x");
    }

    private static String address(@Nullable String host) {
        ChannelSettings settings = new ChannelSettings(
                1, "x", ChannelKind.DINGTALK, "zh", true, host, "x", null, null, null, List.of(), false, 18);
        return Robots.address(settings, DingTalkChannel.HOST, "/robot/send?access_token=x")
                .toString();
    }

    @Test
    void onlyAddressesOfTheOpenInternetArePublic() throws UnknownHostException {
        for (String address : new String[] {
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "100.127.255.255",
            "0.0.0.0",
            "0.1.2.3",
            "224.0.0.1",
            "255.255.255.255",
            "192.0.2.1",
            "198.18.0.1",
            "203.0.113.9",
            "240.0.0.1",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "2002:a00:1::1",
            "2001:db8::1",
            "2001::1"
        }) {
            assertThat(Addresses.isPublic(InetAddress.getByName(address)))
                    .as(address)
                    .isFalse();
        }
        for (String address :
                new String[] {"8.8.8.8", "100.63.255.255", "100.128.0.1", "172.32.0.1", "2606:4700::1111"}) {
            assertThat(Addresses.isPublic(InetAddress.getByName(address)))
                    .as(address)
                    .isTrue();
        }
    }

    private static DeliveryResult dingTalk(int code, String message) {
        return DingTalkChannel.judge(200, "{\"errcode\":" + code + ",\"errmsg\":\"" + message + "\"}");
    }

    private static DeliveryResult fault(String reason) {
        return new ConfigurationFault(reason);
    }
}
