package io.qingting.explain.domain;

/** A text for screens, in Chinese and in English. */
public record Words(String zh, String en) {}
