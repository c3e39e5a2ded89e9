package io.qingting.board.domain;

import org.jspecify.annotations.Nullable;

/**
 * One team in the site's list.
 *
 * @param agentsOnDuty null: no presence feed
 * @param score null: fewer than five people stand behind it, or the sample is too small
 */
public record TeamLine(
        String teamId,
        @Nullable Integer agentsOnDuty,
        @Nullable ScoreFigures score) {}
