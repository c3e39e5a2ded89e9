package io.qingting.site.domain;

import org.jspecify.annotations.Nullable;

/**
 * What a site calls one of the channels or segments, and whether it is in use. One that is not in use still counts where events
 * name it; screens leave it out while it has no figures.
 *
 * @param code name on the wire, such as {@code voice} or {@code vip}
 * @param name in Chinese; null: the usual word
 * @param nameEn in English; null: the usual word
 */
public record Word(
        String code, @Nullable String name, @Nullable String nameEn, boolean inUse) {}
