package io.qingting.board.domain;

/** A place now, over the window asked for, and today. */
public record PlaceFigures(NowFigures now, WindowFigures window, WindowFigures today) {}
