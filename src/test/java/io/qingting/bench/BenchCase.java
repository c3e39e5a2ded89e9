package io.qingting.bench;

/** One group of promises, measured together because they need the same set-up. */
interface BenchCase {
    /** The name on the command line. */
    String name();

    /** What is measured, in one line. */
    String about();

    /**
     * Measures and adds its lines to the report. Bounded in time. A failure ends this case only; lines already added stay.
     *
     * @param run folder, sizes and report of this run
     */
    void measure(BenchRun run) throws Exception;
}
