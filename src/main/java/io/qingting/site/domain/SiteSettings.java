package io.qingting.site.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the site beside names, time and targets. Absent parts have their defaults, so that what an earlier version wrote
 * can be read.
 *
 * @param nameEn of the site, on English screens; null: the same
 * @param channels words of channels; those not named have the usual word and are in use
 * @param segments the same of segments
 * @param agentsShownAs how agents are shown for whom nothing else is said; null: as the installation's start says
 */
public record SiteSettings(
        @Nullable String nameEn,
        FigureLimits limits,
        ScoreWeights score,
        List<Word> channels,
        List<Word> segments,
        @Nullable ShownAs agentsShownAs,
        ContactLinks contactLinks) {
    public static final SiteSettings DEFAULT = new SiteSettings(
            null, FigureLimits.DEFAULT, ScoreWeights.DEFAULT, List.of(), List.of(), null, ContactLinks.NONE);

    @SuppressWarnings("ConstantValue") // A reader of JSON passes null for what is missing.
    public SiteSettings {
        limits = limits == null ? FigureLimits.DEFAULT : limits;
        score = score == null ? ScoreWeights.DEFAULT : score;
        channels = channels == null ? List.of() : List.copyOf(channels);
        segments = segments == null ? List.of() : List.copyOf(segments);
        contactLinks = contactLinks == null ? ContactLinks.NONE : contactLinks;
    }
}
