package io.qingting.alert.app;

import io.qingting.alert.channel.AlertChannel.Call;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Whom a message calls, as it is kept with the message. */
final class CallsJson {
    private CallsJson() {}

    static String of(List<Call> calls) {
        JsonArray array = new JsonArray();
        calls.forEach(call -> array.add(new JsonObject()
                .put("mobile", call.mobile())
                .put("dingTalk", call.dingTalkUserId())
                .put("weCom", call.weComUserId())
                .put("feishu", call.feishuUserId())
                .put("email", call.email())));
        return array.encode();
    }

    static List<Call> read(String json) {
        return new JsonArray(json)
                .stream()
                        .map(JsonObject.class::cast)
                        .map(call -> new Call(
                                call.getString("mobile"),
                                call.getString("dingTalk"),
                                call.getString("weCom"),
                                call.getString("feishu"),
                                call.getString("email")))
                        .toList();
    }
}
