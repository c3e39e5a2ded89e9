package io.qingting.appeal.web;

import io.qingting.site.app.SiteConfiguration;
import io.qingting.site.domain.Site;
import jakarta.enterprise.context.ApplicationScoped;

/** Names by the configuration in force. */
@ApplicationScoped
class SiteNames implements AppealJson.Names {
    private final SiteConfiguration site;

    SiteNames(SiteConfiguration site) {
        this.site = site;
    }

    @Override
    public String agent(String agentId) {
        return site.agentName(agentId);
    }

    @Override
    public String queue(String queueId) {
        Site.Queue queue = site.current().queues().get(queueId);
        return queue == null ? queueId : queue.name();
    }
}
