package io.qingting.bench;

import java.util.Locale;

/**
 * One line of the report.
 *
 * @param what the promise in short
 * @param ours our figure with its unit and spread
 * @param baseline what it is compared with, measured in the same run; a dash where the promise is absolute
 * @param ratio ours to baseline; a dash where there is none
 * @param target the promise
 * @param verdict whether it is kept
 * @param note what a reader must know to judge the figure
 */
record Line(String what, String ours, String baseline, String ratio, String target, Verdict verdict, String note) {
    /** Whether a promise is kept. */
    enum Verdict {
        MET("met"),
        NOT_MET("NOT MET"),
        NOT_JUDGED("not judged");

        private final String text;

        Verdict(String text) {
            this.text = text;
        }

        static Verdict of(boolean met) {
            return met ? MET : NOT_MET;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** Ours to a baseline of the same run, at least {@code least} wanted. */
    static Line atLeast(
            String what, Series ours, Series baseline, String unit, double least, String target, String note) {
        double ratio = ours.median() / baseline.median();
        return new Line(
                what, ours.show(unit), baseline.show(unit), number(ratio), target, Verdict.of(ratio >= least), note);
    }

    /** Ours to a baseline of the same run, at most {@code most} wanted. */
    static Line atMost(
            String what, Series ours, Series baseline, String unit, double most, String target, String note) {
        double ratio = ours.median() / baseline.median();
        return new Line(
                what, ours.show(unit), baseline.show(unit), number(ratio), target, Verdict.of(ratio <= most), note);
    }

    /** An absolute promise. */
    static Line absolute(String what, String ours, String target, boolean met, String note) {
        return new Line(what, ours, "–", "–", target, Verdict.of(met), note);
    }

    /** A figure that is reported without a promise. */
    static Line figure(String what, String ours, String note) {
        return new Line(what, ours, "–", "–", "reported", Verdict.NOT_JUDGED, note);
    }

    Line notJudged(String why) {
        return new Line(
                what, ours, baseline, ratio, target, Verdict.NOT_JUDGED, note.isEmpty() ? why : note + "; " + why);
    }

    /** Three significant digits or so, never in exponent form. */
    static String number(double value) {
        double size = Math.abs(value);
        String format =
                size >= 1000 ? "%,.0f" : size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size >= 0.1 ? "%.2f" : "%.4f";
        return String.format(Locale.ROOT, format, value);
    }
}
