package io.qingting.site.web;

import io.qingting.site.domain.Site;
import io.qingting.site.domain.Targets;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a screen needs to know of the site: names, zone, targets, and who looks. */
record SiteJson(
        String name,
        String zone,
        int dayStartHour,
        long configVersion,
        String mode,
        List<QueueJson> queues,
        List<Site.Team> teams,
        List<ShiftJson> shifts,
        @Nullable HoursJson workingHours,
        Targets targets,
        ViewerJson viewer) {

    record QueueJson(String queueId, String name, boolean configured) {}

    record ShiftJson(String name, String nameEn, String from, String to) {}

    record HoursJson(String from, String to) {}

    /** @param audience floor or supervisors: whether people may be shown */
    record ViewerJson(String kind, String audience, String name) {}

    static SiteJson of(Site site, boolean replay, ViewerJson viewer) {
        Site.Hours hours = site.hours();
        return new SiteJson(
                site.name(),
                site.zone().getId(),
                site.dayStartHour(),
                site.version(),
                replay ? "replay" : "live",
                site.queues().values().stream()
                        .sorted(Comparator.comparing(Site.Queue::queueId))
                        .map(q -> new QueueJson(q.queueId(), q.name(), true))
                        .toList(),
                site.teams().values().stream()
                        .sorted(Comparator.comparing(Site.Team::teamId))
                        .toList(),
                site.shifts().stream()
                        .map(s -> new ShiftJson(s.name(), s.nameEn(), text(s.from()), text(s.to())))
                        .toList(),
                hours == null ? null : new HoursJson(text(hours.from()), text(hours.to())),
                site.targets(),
                viewer);
    }

    private static String text(LocalTime time) {
        return time.format(DateTimeFormatter.ofPattern("HH:mm"));
    }
}
