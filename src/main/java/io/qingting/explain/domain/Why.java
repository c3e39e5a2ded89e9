package io.qingting.explain.domain;

import java.util.Locale;

/** Why a contribution counts as it does. Names are what answers carry: append, never rename. */
public enum Why {
    COUNTED(Role.HIT, "计入", "counted"),
    ANSWERED_IN_TIME(Role.HIT, "时限内接起", "answered in time"),
    ANSWERED_LATE(Role.TOTAL, "超过时限才接起", "answered late"),
    ANSWERED(Role.TOTAL, "已接起", "answered"),
    ABANDONED(Role.TOTAL, "客户放弃", "abandoned"),
    LEFT_THE_QUEUE(Role.HIT, "客户放弃", "abandoned by the customer"),
    UNSERVED(Role.TOTAL, "未服务", "unserved"),
    MOVED_ON_LATE(Role.TOTAL, "超过时限后转出或回呼", "transferred or called back after the limit"),
    SHORT_ABANDON(Role.EXCLUDED, "短时放弃，不计入", "short abandon, not counted"),
    MOVED_ON_IN_TIME(Role.EXCLUDED, "时限内转出或回呼，不计入", "transferred or called back within the limit"),
    MOVED_ON(Role.EXCLUDED, "转出或回呼，不计入", "transferred or called back"),
    ANSWER_NOT_BY_AGENT(Role.EXCLUDED, "自动接起或由回复推断，不计入", "accepted automatically, or the accept is only derived"),
    END_NOT_BY_AGENT(Role.EXCLUDED, "自动分配的入队，不计入", "of a queue entry that is accepted automatically"),
    REPEATED_ENTRY(Role.EXCLUDED, "同一会话的再次入队", "the same contact entered before"),
    REPLIED(Role.HIT, "已回复", "replied"),
    REPLIED_IN_TIME(Role.HIT, "时限内回复", "replied in time"),
    OVERDUE(Role.TOTAL, "超过时限仍未回复", "no reply when the limit passed"),
    ENDED_WITHOUT_REPLY(Role.EXCLUDED, "未获回复即结束，不计入", "ended without a reply"),
    ENDED_BEFORE_THE_LIMIT(Role.EXCLUDED, "时限前结束且未回复（末句未回），不计入", "ended without a reply before the limit"),
    TAKEN_BY_ANOTHER(Role.EXCLUDED, "由他人回复或已转离该坐席", "another replied, or the agent lost the contact"),
    HANDLED(Role.HIT, "已处理", "handled"),
    WRAP_UP(Role.PART, "话后时长，只计入时长", "wrap-up: in the time, no leg of its own"),
    NOT_TAKEN_ON(Role.EXCLUDED, "仅分配，未接起", "only assigned, never taken on"),
    NOT_HANDLED(Role.EXCLUDED, "处理时长为零", "a handle time of zero"),
    NO_HANDLE_TIME_ON_CHANNEL(Role.EXCLUDED, "该渠道不计处理时长", "a channel without handle time"),
    MISSED(Role.HIT, "漏接", "missed"),
    MISSED_AFTER_RINGING(Role.PART, "漏接（振铃已计入总数）", "missed; its ringing is in the total"),
    RANG(Role.TOTAL, "振铃", "rang"),
    TRANSFERRED(Role.HIT, "以转接结束", "ended by a transfer"),
    NOT_TRANSFERRED(Role.TOTAL, "未转接", "not transferred"),
    ROBOT_ONLY(Role.PART, "机器人独立解决", "closed without a human"),
    HANDED_OVER(Role.PART, "转人工", "handed to a human"),
    BOT_BEGAN(Role.TOTAL, "机器人接待", "a bot began it"),
    RATED(Role.HIT, "已评分", "rated"),
    RATED_GOOD(Role.HIT, "评分不低于4分", "rated 4 or more"),
    RATED_LOWER(Role.TOTAL, "评分低于4分", "rated less than 4"),
    PARTICIPATED(Role.HIT, "已参评", "a rating followed"),
    NOT_PARTICIPATED(Role.TOTAL, "未参评", "no rating followed"),
    INVITED(Role.PART, "已邀评", "invited"),
    CLOSED(Role.TOTAL, "已关闭", "closed"),
    PROMOTER(Role.HIT, "推荐者（9–10分）", "promoter (9–10)"),
    PASSIVE(Role.TOTAL, "中立者（7–8分）", "passive (7–8)"),
    DETRACTOR(Role.TOTAL, "贬损者（0–6分），减一", "detractor (0–6): taken off"),
    REOPENED_IN_TIME(Role.HIT, "期限内重开", "reopened in the time set"),
    NOT_REOPENED(Role.TOTAL, "未重开", "not reopened"),
    RESOLVED(Role.HIT, "一次解决", "resolved for good"),
    REOPENED(Role.TOTAL, "期限内重开", "reopened"),
    CAME_BACK(Role.TOTAL, "客户就同一主题再次来访", "the customer came back on the same topic"),
    PENDING(Role.EXCLUDED, "关闭未满期限，待定", "closed too lately: pending"),
    NOT_RESOLVED(Role.EXCLUDED, "不是以已解决关闭", "not closed as resolved"),
    UNKNOWN_CUSTOMER(Role.EXCLUDED, "客户未知", "unknown customer"),
    COMPLAINED(Role.PART, "投诉", "complaint opened"),
    FIRST_ENTRY(Role.TOTAL, "进线会话", "contact offered"),
    DONE_IN_TIME(Role.HIT, "时限内完成", "done in time"),
    NOT_DONE_IN_TIME(Role.TOTAL, "时限内未完成", "not done when the limit passed"),
    STANDARD_WORDING(Role.HIT, "用语规范", "standard wording"),
    OTHER_WORDING(Role.TOTAL, "用语不规范", "other wording"),
    EXCLUDED_ON_APPEAL(Role.EXCLUDED, "申诉通过，不计入服务分", "taken out of the score on appeal"),
    WAITS(Role.HIT, "正在等待", "waits"),
    IN_SERVICE(Role.HIT, "服务中", "in service"),
    SILENT(Role.HIT, "长时间无事件，待核实", "silent for so long that it may have ended"),
    UNCONFIRMED(Role.EXCLUDED, "待核实，不计入", "unconfirmed: counted apart");

    /** Which part of the figure it is in. */
    public enum Role {
        /** In numerator and denominator. */
        HIT,
        /** In the denominator only. */
        TOTAL,
        /** In the numerator only; others are its total. */
        PART,
        /** In neither. */
        EXCLUDED;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Role role;
    private final Words words;

    Why(Role role, String zh, String en) {
        this.role = role;
        this.words = new Words(zh, en);
    }

    public Role role() {
        return role;
    }

    public Words words() {
        return words;
    }

    /** As answers name it: {@code answeredInTime}. */
    public String wireName() {
        StringBuilder name = new StringBuilder();
        for (String word : name().toLowerCase(Locale.ROOT).split("_")) {
            name.append(name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }
}
