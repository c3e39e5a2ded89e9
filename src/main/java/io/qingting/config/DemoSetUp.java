package io.qingting.config;

import io.qingting.scenario.domain.DemoSite;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.site.domain.Site;
import io.qingting.site.domain.Targets;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names the demo's queues, teams and agents in the configuration, where nobody has configured a site yet. */
@ApplicationScoped
class DemoSetUp {
    private final SiteConfiguration configuration;

    DemoSetUp(SiteConfiguration configuration) {
        this.configuration = configuration;
    }

    Uni<Void> run() {
        return configuration.refresh().chain(() -> {
            Site present = configuration.current();
            return present.queues().isEmpty() && present.agents().isEmpty()
                    ? configuration.save(site(DemoSite.standard(), present))
                    : Uni.createFrom().voidItem();
        });
    }

    private static Site site(DemoSite demo, Site present) {
        return new Site(
                present.version() + 1,
                demo.name(),
                present.zone(),
                0,
                null,
                Targets.DEFAULT,
                shifts(),
                byId(demo.queues(), DemoSite.Queue::id, q -> new Site.Queue(q.id(), q.name())),
                byId(demo.teams(), DemoSite.Team::id, t -> new Site.Team(t.id(), t.name())),
                byId(demo.agents(), DemoSite.Agent::id, a -> new Site.Agent(a.id(), a.name(), a.teamId())));
    }

    private static List<Site.Shift> shifts() {
        return Stream.of(DemoSite.Shift.EARLY, DemoSite.Shift.LATE, DemoSite.Shift.NIGHT)
                .map(s -> new Site.Shift(s.label(), english(s), s.from(), s.to()))
                .toList();
    }

    private static String english(DemoSite.Shift shift) {
        return switch (shift) {
            case EARLY -> "Early shift";
            case MIDDLE -> "Middle shift";
            case LATE -> "Late shift";
            case NIGHT -> "Night shift";
        };
    }

    private static <T, R> Map<String, R> byId(List<T> items, Function<T, String> id, Function<T, R> value) {
        return items.stream().collect(Collectors.toMap(id, value));
    }
}
