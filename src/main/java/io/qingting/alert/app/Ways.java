package io.qingting.alert.app;

import io.qingting.alert.channel.AlertChannel;
import io.qingting.alert.domain.ChannelKind;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The ways out, one a kind of channel. */
@ApplicationScoped
class Ways {
    private final Map<ChannelKind, AlertChannel> byKind = new EnumMap<>(ChannelKind.class);

    Ways(@All List<AlertChannel> channels) {
        channels.forEach(channel -> byKind.put(channel.kind(), channel));
    }

    AlertChannel of(ChannelKind kind) {
        AlertChannel way = byKind.get(kind);
        if (way == null) throw new IllegalStateException("no channel of kind " + kind);
        return way;
    }
}
