package io.qingting.report.domain;

/** Recommendations: promoters gave 9 or 10, detractors 0 to 6; the score is (promoters − detractors)/total in points. */
public record Nps(long promoters, long detractors, long total) {
    static final Nps NONE = new Nps(0, 0, 0);
}
