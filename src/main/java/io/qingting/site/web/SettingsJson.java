package io.qingting.site.web;

import io.qingting.event.domain.Channel;
import io.qingting.event.domain.Segment;
import io.qingting.event.domain.WireName;
import io.qingting.site.domain.ContactLinks;
import io.qingting.site.domain.FigureLimits;
import io.qingting.site.domain.ScoreWeights;
import io.qingting.site.domain.ShownAs;
import io.qingting.site.domain.Site;
import io.qingting.site.domain.SiteSettings;
import io.qingting.site.domain.Targets;
import io.qingting.site.domain.Word;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The site as administrators set it up; queues, teams and agents have lists of their own.
 *
 * @param configVersion the version that was read; a change of another one is refused
 * @param workingHours when the wall shows the floor as open; null: always
 * @param targets by which screens colour figures
 * @param limits on which figures depend; a change makes the board anew from the log
 * @param score weights of the service score; a change makes the board anew from the log
 * @param agentsShownAs full, pseudonym or none: how screens show agents for whom nothing else is said; null: by name
 * @param contactLinks templates of addresses in the source systems
 */
record SettingsJson(
        @Nullable Long configVersion,
        @Nullable String name,
        @Nullable String nameEn,
        @Nullable String zone,
        @Nullable Integer dayStartHour,
        SiteJson.@Nullable HoursJson workingHours,
        @Nullable List<SiteJson.ShiftJson> shifts,
        @Nullable SettingsTargetsJson targets,
        @Nullable FigureLimitsJson limits,
        @Nullable ScoreWeightsJson score,
        @Nullable List<WordJson> channels,
        @Nullable List<WordJson> segments,
        @Nullable String agentsShownAs,
        @Nullable List<ContactLinkJson> contactLinks) {

    /** As {@link Targets}. Numbers that are left out are refused, never taken for 0; limits without any number never colour. */
    record SettingsTargetsJson(
            Targets.@Nullable Limit queueLength,
            Targets.@Nullable Limit longestWaitSeconds,
            @Nullable SettingsLevelJson serviceLevel,
            Targets.@Nullable Limit abandonmentRate,
            Targets.@Nullable Limit agentsOnDuty,
            Targets.@Nullable Limit csat,
            @Nullable Integer firstResponseSeconds,
            @Nullable Integer responseSeconds) {
        static SettingsTargetsJson of(Targets targets) {
            Targets.ServiceLevel level = targets.serviceLevel();
            return new SettingsTargetsJson(
                    targets.queueLength(),
                    targets.longestWaitSeconds(),
                    new SettingsLevelJson(level.seconds(), level.target(), level.warn(), level.critical()),
                    targets.abandonmentRate(),
                    targets.agentsOnDuty(),
                    targets.csat(),
                    targets.firstResponseSeconds(),
                    targets.responseSeconds());
        }
    }

    /** As {@link Targets.ServiceLevel}; all of it is needed. */
    record SettingsLevelJson(
            @Nullable Integer seconds,
            @Nullable Double target,
            @Nullable Double warn,
            @Nullable Double critical) {}

    /** As {@link FigureLimits}; all of it is needed. */
    record FigureLimitsJson(
            @Nullable Integer shortAbandonSeconds,
            @Nullable Integer unconfirmedEntryMinutes,
            @Nullable Integer silentVoiceHours,
            @Nullable Integer silentChatHours,
            @Nullable Integer silentOtherDays) {
        static FigureLimitsJson of(FigureLimits limits) {
            return new FigureLimitsJson(
                    limits.shortAbandonSeconds(),
                    limits.unconfirmedEntryMinutes(),
                    limits.silentVoiceHours(),
                    limits.silentChatHours(),
                    limits.silentOtherDays());
        }
    }

    /** As {@link ScoreWeights}; all of it is needed. */
    record ScoreWeightsJson(
            @Nullable Double csat,
            @Nullable Double firstResponse,
            @Nullable Double response,
            @Nullable Double firstContactResolution,
            @Nullable Double quality,
            @Nullable Double pull) {
        static ScoreWeightsJson of(ScoreWeights score) {
            return new ScoreWeightsJson(
                    score.csat(),
                    score.firstResponse(),
                    score.response(),
                    score.firstContactResolution(),
                    score.quality(),
                    score.pull());
        }
    }

    /**
     * @param code such as voice or vip
     * @param name in Chinese; null: the usual word
     * @param inUse absent: yes
     */
    record WordJson(
            @Nullable String code,
            @Nullable String name,
            @Nullable String nameEn,
            @Nullable Boolean inUse) {}

    /**
     * @param source as events name it, such as /connectors/desk, or * for all others
     * @param template https address with {contactId}, and {source} where it helps
     */
    record ContactLinkJson(
            @Nullable String source, @Nullable String template) {}

    static SettingsJson of(Site site) {
        SiteSettings settings = site.settings();
        ShownAs shownAs = settings.agentsShownAs();
        return new SettingsJson(
                site.version(),
                site.name(),
                settings.nameEn(),
                site.zone().getId(),
                site.dayStartHour(),
                SiteJson.hours(site),
                SiteJson.shifts(site),
                SettingsTargetsJson.of(site.targets()),
                FigureLimitsJson.of(settings.limits()),
                ScoreWeightsJson.of(settings.score()),
                words(Channel.values(), settings.channels()),
                words(Segment.values(), settings.segments()),
                shownAs == null ? null : shownAs.wireName(),
                links(settings.contactLinks()));
    }

    /** Every code once, in the order of the vocabulary. */
    static List<WordJson> words(WireName[] all, List<Word> said) {
        return Arrays.stream(all)
                .map(each -> said.stream()
                        .filter(word -> word.code().equals(each.wireName()))
                        .findFirst()
                        .map(word -> new WordJson(word.code(), word.name(), word.nameEn(), word.inUse()))
                        .orElseGet(() -> new WordJson(each.wireName(), null, null, true)))
                .toList();
    }

    static List<ContactLinkJson> links(ContactLinks links) {
        return links.templates().stream()
                .map(link -> new ContactLinkJson(link.source(), link.template()))
                .toList();
    }
}
