package io.qingting.access.domain;

import org.jspecify.annotations.Nullable;

/** What a screen is to do. {@code view}: what to show; null: load the page anew. */
public record ScreenCommand(String screenId, @Nullable String view) {}
