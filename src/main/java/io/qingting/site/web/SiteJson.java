package io.qingting.site.web;

import io.qingting.event.domain.Channel;
import io.qingting.event.domain.Segment;
import io.qingting.site.domain.QueueTargets;
import io.qingting.site.domain.Site;
import io.qingting.site.domain.Targets;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a screen needs to know of the site: names, zone, targets, and who looks.
 *
 * @param nameEn on English screens; null: the same
 * @param channels what the site calls them, and whether they are in use
 * @param contactLinks where contacts are found in their source systems; empty on displays
 */
record SiteJson(
        String name,
        @Nullable String nameEn,
        String zone,
        int dayStartHour,
        long configVersion,
        String mode,
        List<QueueJson> queues,
        List<Site.Team> teams,
        List<ShiftJson> shifts,
        @Nullable HoursJson workingHours,
        Targets targets,
        List<SettingsJson.WordJson> channels,
        List<SettingsJson.WordJson> segments,
        List<SettingsJson.ContactLinkJson> contactLinks,
        ViewerJson viewer) {

    /** @param targets limits that replace the site's for this queue; null: the site's hold */
    record QueueJson(
            String queueId,
            String name,
            @Nullable String nameEn,
            @Nullable String channel,
            @Nullable String teamId,
            @Nullable QueueTargets targets,
            boolean configured) {}

    record ShiftJson(
            @Nullable String name,
            @Nullable String nameEn,
            @Nullable String from,
            @Nullable String to) {}

    record HoursJson(@Nullable String from, @Nullable String to) {}

    /** @param audience floor or supervisors: whether people may be shown */
    record ViewerJson(String kind, String audience, String name) {}

    static SiteJson of(Site site, boolean replay, boolean onDisplay, ViewerJson viewer) {
        return new SiteJson(
                site.name(),
                site.settings().nameEn(),
                site.zone().getId(),
                site.dayStartHour(),
                site.version(),
                replay ? "replay" : "live",
                site.queues().values().stream()
                        .sorted(Comparator.comparing(Site.Queue::queueId))
                        .map(q -> new QueueJson(
                                q.queueId(), q.name(), q.nameEn(), q.channel(), q.teamId(), q.targets(), true))
                        .toList(),
                site.teams().values().stream()
                        .sorted(Comparator.comparing(Site.Team::teamId))
                        .toList(),
                shifts(site),
                hours(site),
                site.targets(),
                SettingsJson.words(Channel.values(), site.settings().channels()),
                SettingsJson.words(Segment.values(), site.settings().segments()),
                onDisplay ? List.of() : SettingsJson.links(site.settings().contactLinks()),
                viewer);
    }

    static List<ShiftJson> shifts(Site site) {
        return site.shifts().stream()
                .map(s -> new ShiftJson(s.name(), s.nameEn(), text(s.from()), text(s.to())))
                .toList();
    }

    static @Nullable HoursJson hours(Site site) {
        Site.Hours hours = site.hours();
        return hours == null ? null : new HoursJson(text(hours.from()), text(hours.to()));
    }

    private static String text(LocalTime time) {
        return time.format(DateTimeFormatter.ofPattern("HH:mm"));
    }
}
