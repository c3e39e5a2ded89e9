package io.qingting.config;

import io.qingting.alert.app.Floor;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.site.domain.Site;
import jakarta.inject.Singleton;
import java.time.ZoneId;

/** Tells alerts the names of the site's configuration in force. */
@Singleton
final class AlertFloor implements Floor {
    private final SiteConfiguration site;

    AlertFloor(SiteConfiguration site) {
        this.site = site;
    }

    @Override
    public String siteName() {
        return site.current().name();
    }

    @Override
    public ZoneId zone() {
        return site.current().zone();
    }

    @Override
    public String queueName(String queueId) {
        Site.Queue queue = site.current().queues().get(queueId);
        return queue == null ? queueId : queue.name();
    }
}
