package io.qingting.site.web;

import static io.qingting.site.web.Given.check;
import static io.qingting.site.web.Given.invalid;
import static io.qingting.site.web.Given.number;
import static io.qingting.site.web.Given.present;
import static io.qingting.site.web.Given.whole;

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
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what an administrator says of the site, and refuses what cannot be meant. */
final class SettingsInput {
    private static final int MOST_SHIFTS = 12;
    private static final double MOST_WEIGHT = 1_000;
    /** The log waits for a silent contact no longer: a restart would not know it any more. */
    private static final int LONGEST_SILENCE_DAYS = 60;

    private SettingsInput() {}

    /** The site with everything replaced but its queues, teams and agents. */
    static Site site(Site before, SettingsJson json) {
        return new Site(
                before.version(),
                Given.name(json.name(), "/name"),
                zone(json.zone()),
                whole(json.dayStartHour(), 0, 23, "/dayStartHour"),
                hours(json.workingHours(), "/workingHours"),
                targets(present(json.targets(), "/targets")),
                shifts(json.shifts() == null ? List.of() : json.shifts()),
                before.queues(),
                before.teams(),
                before.agents(),
                new SiteSettings(
                        Given.maybeName(json.nameEn(), "/nameEn"),
                        limits(present(json.limits(), "/limits")),
                        score(present(json.score(), "/score")),
                        words(json.channels(), Channel.values(), "/channels"),
                        words(json.segments(), Segment.values(), "/segments"),
                        shownAs(json.agentsShownAs(), "/agentsShownAs"),
                        links(json.contactLinks())));
    }

    private static ZoneId zone(@Nullable String text) {
        try {
            return ZoneId.of(text == null ? "" : text);
        } catch (DateTimeException e) {
            throw invalid("/zone", "Give a time zone by its name, such as Asia/Shanghai.");
        }
    }

    private static Site.@Nullable Hours hours(SiteJson.@Nullable HoursJson json, String pointer) {
        if (json == null) return null;
        return new Site.Hours(Given.time(json.from(), pointer + "/from"), Given.time(json.to(), pointer + "/to"));
    }

    private static List<Site.Shift> shifts(List<SiteJson.ShiftJson> given) {
        check(given.size() <= MOST_SHIFTS, "/shifts", "There are at most " + MOST_SHIFTS + " shifts.");
        List<Site.Shift> shifts = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            String at = "/shifts/" + i;
            SiteJson.ShiftJson one = present(given.get(i), at);
            String name = Given.name(one.name(), at + "/name");
            String english = Given.maybeName(one.nameEn(), at + "/nameEn");
            shifts.add(new Site.Shift(
                    name,
                    english == null ? name : english,
                    Given.time(one.from(), at + "/from"),
                    Given.time(one.to(), at + "/to")));
        }
        return shifts;
    }

    private static Targets targets(SettingsJson.SettingsTargetsJson given) {
        return new Targets(
                Given.low(given.queueLength(), "/targets/queueLength"),
                Given.low(given.longestWaitSeconds(), "/targets/longestWaitSeconds"),
                serviceLevel(present(given.serviceLevel(), "/targets/serviceLevel"), "/targets/serviceLevel"),
                Given.low(given.abandonmentRate(), 1, "/targets/abandonmentRate"),
                Given.high(given.agentsOnDuty(), 100_000, "/targets/agentsOnDuty"),
                Given.high(given.csat(), 5, "/targets/csat"),
                whole(given.firstResponseSeconds(), 1, 604_800, "/targets/firstResponseSeconds"),
                whole(given.responseSeconds(), 1, 604_800, "/targets/responseSeconds"));
    }

    private static Targets.ServiceLevel serviceLevel(SettingsJson.SettingsLevelJson given, String at) {
        Targets.ServiceLevel level = new Targets.ServiceLevel(
                whole(given.seconds(), 1, 86_400, at + "/seconds"),
                number(given.target(), 0, 1, at + "/target"),
                number(given.warn(), 0, 1, at + "/warn"),
                number(given.critical(), 0, 1, at + "/critical"));
        check(level.critical() <= level.warn(), at + "/critical", "Red must be further away than amber.");
        return level;
    }

    private static FigureLimits limits(SettingsJson.FigureLimitsJson given) {
        return new FigureLimits(
                whole(given.shortAbandonSeconds(), 0, 600, "/limits/shortAbandonSeconds"),
                whole(given.unconfirmedEntryMinutes(), 1, 10_080, "/limits/unconfirmedEntryMinutes"),
                whole(given.silentVoiceHours(), 1, 720, "/limits/silentVoiceHours"),
                whole(given.silentChatHours(), 1, 720, "/limits/silentChatHours"),
                whole(given.silentOtherDays(), 1, LONGEST_SILENCE_DAYS, "/limits/silentOtherDays"));
    }

    private static ScoreWeights score(SettingsJson.ScoreWeightsJson given) {
        ScoreWeights score = new ScoreWeights(
                weight(given.csat(), "/score/csat"),
                weight(given.firstResponse(), "/score/firstResponse"),
                weight(given.response(), "/score/response"),
                weight(given.firstContactResolution(), "/score/firstContactResolution"),
                weight(given.quality(), "/score/quality"),
                weight(given.pull(), "/score/pull"));
        double all = score.csat()
                + score.firstResponse()
                + score.response()
                + score.firstContactResolution()
                + score.quality();
        check(all > 0, "/score/csat", "One part at least needs a weight above 0.");
        return score;
    }

    private static double weight(@Nullable Double given, String pointer) {
        return number(given, 0, MOST_WEIGHT, pointer);
    }

    private static List<Word> words(@Nullable List<SettingsJson.WordJson> given, WireName[] all, String pointer) {
        if (given == null) return List.of();
        check(given.size() <= all.length, pointer, "There are " + all.length + " of these.");
        List<String> codes = Arrays.stream(all).map(WireName::wireName).toList();
        Set<String> seen = new HashSet<>();
        List<Word> words = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            String at = pointer + "/" + i;
            SettingsJson.WordJson one = present(given.get(i), at);
            String code = one.code() == null ? "" : one.code();
            check(codes.contains(code) && seen.add(code), at + "/code", "Each of " + codes + " at most once.");
            words.add(new Word(
                    code,
                    Given.maybeName(one.name(), at + "/name"),
                    Given.maybeName(one.nameEn(), at + "/nameEn"),
                    !Boolean.FALSE.equals(one.inUse())));
        }
        check(words.stream().anyMatch(Word::inUse) || words.size() < all.length, pointer, "One at least is in use.");
        return words;
    }

    static @Nullable ShownAs shownAs(@Nullable String text, String pointer) {
        String name = Given.blankless(text);
        if (name == null) return null;
        return ShownAs.ofWireName(name)
                .orElseThrow(() -> invalid(pointer, "Agents are shown as full, pseudonym or none."));
    }

    private static ContactLinks links(@Nullable List<SettingsJson.ContactLinkJson> given) {
        if (given == null) return ContactLinks.NONE;
        check(given.size() <= ContactLinks.MOST, "/contactLinks", "There are at most " + ContactLinks.MOST + " links.");
        Set<String> seen = new HashSet<>();
        List<ContactLinks.Template> links = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            String at = "/contactLinks/" + i;
            SettingsJson.ContactLinkJson one = present(given.get(i), at);
            String source = one.source() == null ? "" : one.source().strip();
            check(
                    source.equals(ContactLinks.ANY_SOURCE) || source.matches("/connectors/[a-z0-9][a-z0-9._-]{0,62}"),
                    at + "/source",
                    "A source is written as events name it, such as /connectors/desk, or * for all others.");
            check(seen.add(source), at + "/source", "This source has a link already.");
            String template = one.template() == null ? "" : one.template().strip();
            check(ContactLinks.fault(template), at + "/template");
            links.add(new ContactLinks.Template(source, template));
        }
        return new ContactLinks(links);
    }
}
