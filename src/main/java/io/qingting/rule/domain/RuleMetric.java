package io.qingting.rule.domain;

import io.qingting.event.domain.WireName;

/** A figure that a rule may watch; names and definitions are those of METRICS.md. */
public enum RuleMetric implements WireName {
    /** Open entries of voice and chat. */
    QUEUE_LENGTH("queueLength", Form.COUNT, true, About.PLACE_NOW),
    /** Time since the earliest begin of an open entry; 0 where nobody waits. */
    LONGEST_WAIT("longestWaitSeconds", Form.SECONDS, true, About.PLACE_NOW),
    /**
     * Agents of presence available 空闲. Those of unknown presence may be, so where there are any the figure is told only if
     * it is good without them. A queue that no agent belongs to has no such figure: whether anybody should be there is not
     * known, and a customer who waits there is found by the wait.
     */
    AVAILABLE_AGENTS("availableAgents", Form.COUNT, false, About.PLACE_NOW),
    SERVICE_LEVEL("serviceLevel", Form.SHARE, false, About.PLACE_OVER_TIME),
    ABANDONMENT_RATE("abandonmentRate", Form.SHARE, true, About.PLACE_OVER_TIME),
    /** Mean, 1 … 5. */
    CSAT("csat", Form.SCORE, false, About.PLACE_OVER_TIME),
    /** How long an agent has been in wrap-up 话后; 0 in another known presence. */
    WRAP_UP("wrapUpSeconds", Form.SECONDS, true, About.AGENT),
    /** Of the complaints opened in a whole period those of one category; N are all complaints opened in it. */
    COMPLAINT_CATEGORY_SHARE("complaintCategoryShare", Form.SHARE, true, About.COMPLAINT_CATEGORY),
    /** How long nothing, event or heartbeat, was received of a source. */
    SOURCE_SILENT("sourceSilentSeconds", Form.SECONDS, true, About.SOURCE);

    /** What its values are. */
    public enum Form {
        COUNT(0, 1_000_000),
        SECONDS(0, 30 * 86_400),
        /** Hits / total, 0 … 1, with the total as N. */
        SHARE(0, 1),
        /** Sum / count, 1 … 5, with the count as N. */
        SCORE(1, 5);

        private final double least;
        private final double most;

        Form(double least, double most) {
            this.least = least;
            this.most = most;
        }

        public double least() {
            return least;
        }

        public double most() {
            return most;
        }

        /** True where N stands beside it. */
        public boolean hasSample() {
            return this == SHARE || this == SCORE;
        }
    }

    /** Whose figure it is. */
    public enum About {
        /** A queue's or the site's, as it is now. */
        PLACE_NOW,
        /** A queue's or the site's, over a window or a whole period. */
        PLACE_OVER_TIME,
        AGENT,
        SOURCE,
        /** A category of complaints', over a whole period. */
        COMPLAINT_CATEGORY
    }

    private final String wireName;
    private final Form form;
    private final boolean badAbove;
    private final About about;

    RuleMetric(String wireName, Form form, boolean badAbove, About about) {
        this.wireName = wireName;
        this.form = form;
        this.badAbove = badAbove;
        this.about = about;
    }

    @Override
    public String wireName() {
        return wireName;
    }

    public Form form() {
        return form;
    }

    /** True: above the threshold is bad; false: below it. */
    public boolean isBadAbove() {
        return badAbove;
    }

    public About about() {
        return about;
    }
}
