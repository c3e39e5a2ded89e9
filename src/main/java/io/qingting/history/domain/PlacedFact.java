package io.qingting.history.domain;

/** A fact where it stands in the order of a {@link FactScan}. */
public record PlacedFact(FactPlace place, Fact fact) {}
