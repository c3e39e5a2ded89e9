package io.qingting.explain.domain;

/** The definitions of METRICS.md in words, for people who ask what a figure is made of. */
final class Formulas {
    private Formulas() {}

    static Formula of(Explainable metric) {
        return switch (metric) {
            case WindowMetric window -> of(window);
            case NowMetric now -> of(now);
        };
    }

    private static Formula of(WindowMetric metric) {
        return switch (metric) {
            case OFFERED -> count("进线量", "Offered", "期间内开始的入队", "queue entries begun");
            case DISTINCT_CONTACTS ->
                count("进线会话数", "Distinct contacts", "首次入队的会话，每个会话只计一次", "contacts by their first entry, each once");
            case ANSWERED, SCORE_ANSWERED -> count("接起", "Answered", "以接起结束的入队", "entries that ended answered");
            case ABANDONED -> count("放弃", "Abandoned", "以客户放弃结束的入队", "entries that the customer left");
            case SHORT_ABANDONS ->
                count("短时放弃", "Short abandons", "在5秒内（可设置）放弃的入队", "entries abandoned in less than 5 s (setting)");
            case TRANSFERRED -> count("转出", "Transferred", "转到别处的入队", "entries that were handed on");
            case CALLBACK -> count("回呼", "Call-backs", "改为回呼的入队", "entries whose customer is called back");
            case UNSERVED ->
                count(
                        "未服务",
                        "Unserved",
                        "超时、清空、按键退出等未被服务的入队",
                        "entries that ended unserved: time-out, exit by key, withdrawn");
            case SERVICE_LEVEL ->
                rate(
                        "X秒接通率",
                        "Service level within X s",
                        "X秒内接起",
                        "answered within X of the begin",
                        "接起 + 放弃 − 短时放弃 + 未服务 + 超过X秒后转出或回呼",
                        "answered + abandoned − short abandons + unserved + transferred or called back after more than X");
            case ABANDONMENT_RATE ->
                rate("放弃率", "Abandonment rate", "放弃", "abandoned", "接起 + 放弃 + 未服务", "answered + abandoned + unserved");
            case ASA ->
                rate(
                        "平均应答速度",
                        "Average speed of answer",
                        "接起的等待时长之和",
                        "sum of the waits of the answered",
                        "坐席自行接起的入队",
                        "entries that an agent accepted");
            case WAIT -> rate("等待时长", "Wait", "接起的等待时长之和", "sum of the waits of the answered", "接起", "answered");
            case FIRST_RESPONSE ->
                rate(
                        "首次响应时长",
                        "First response time",
                        "从首条客户消息与首次入队中较晚者到首个人工回复的时长之和（语音：入队到接起）",
                        "sum of the times from the later of first customer message and first entry to the first human reply"
                                + " (voice: begin of the entry to the accept)",
                        "有人工首响的轮次",
                        "cycles with a first human reply");
            case FIRST_RESPONSE_WITHIN, SCORE_FIRST_RESPONSE ->
                rate(
                        "X秒首响率",
                        "First response within X s",
                        "X秒内首响",
                        "first responses within X",
                        "已首响或已超过X秒",
                        "first responses known, or X passed");
            case RESPONSE ->
                rate(
                        "平均响应时长",
                        "Response time",
                        "从一轮连续消息的首条到人工回复的时长之和",
                        "sum of the times from a run's first message to the human reply that ends it",
                        "有回复的连续消息",
                        "runs that were answered");
            case RESPONSE_WITHIN, SCORE_RESPONSE ->
                rate(
                        "X秒应答率",
                        "Response within X s",
                        "X秒内回复的连续消息",
                        "runs answered within X",
                        "已回复或已超时的连续消息",
                        "runs answered or overdue");
            case LAST_MESSAGE_UNANSWERED ->
                count(
                        "末句未回",
                        "Last message unanswered",
                        "时限前随会话关闭、未获回复的连续消息",
                        "runs still open, and in time, at the close");
            case HANDLED -> count("处理量", "Handled", "处理时长大于零的服务段", "legs with a handle time");
            case HANDLE ->
                rate(
                        "平均处理时长",
                        "Average handle time",
                        "服务段时长（不含搁置与等待客户）与话后时长之和",
                        "time of legs (without snooze and pending) and of wrap-up",
                        "已结束且有处理时长的服务段",
                        "ended legs with a handle time");
            case WRAP_UP -> rate("话后时长", "Wrap-up", "话后时长之和", "sum of wrap-up times", "话后", "wrap-ups");
            case REPLIES -> rate("每段回复数", "Replies per leg", "回复条数", "replies", "服务段", "legs");
            case MISSED -> rate("漏接率", "Missed", "漏接", "missed", "振铃", "ringing");
            case TRANSFER_RATE -> rate("转接率", "Transfer rate", "以转接结束的服务段", "legs ended by a transfer", "服务段", "legs");
            case CLOSED -> count("关闭量", "Closed", "关闭的轮次", "closes");
            case ROBOT_ONLY ->
                rate(
                        "机器人独立解决率",
                        "Robot-only rate",
                        "未经人工即关闭的会话",
                        "contacts closed without a human",
                        "机器人接待的会话",
                        "contacts that a bot began");
            case HAND_OVER ->
                rate(
                        "转人工率",
                        "Hand-over rate",
                        "转人工的会话",
                        "contacts handed to a human",
                        "机器人接待的会话",
                        "contacts that a bot began");
            case CSAT, SCORE_CSAT ->
                rate("满意度均分", "CSAT mean", "评分之和（折算为1–5分）", "sum of the ratings, mapped to 1–5", "评分", "ratings");
            case CSAT_RATE -> rate("满意率", "CSAT %", "4分及以上的评分", "ratings of 4 or more", "评分", "ratings");
            case PARTICIPATION ->
                rate("参评率", "Participation", "有评分的邀评", "invitations that were rated", "发出的邀评", "invitations sent");
            case INVITATION -> rate("邀评率", "Invitation rate", "发出的邀评", "invitations sent", "关闭的轮次", "closes");
            case NPS ->
                rate(
                        "净推荐值",
                        "Net promoter score",
                        "推荐者（9–10分）− 贬损者（0–6分）",
                        "promoters (9–10) − detractors (0–6)",
                        "推荐评分",
                        "recommendation ratings");
            case REOPENED -> count("重开量", "Reopened", "重新打开的会话", "contacts that reopened");
            case REOPEN_RATE ->
                rate(
                        "重开率",
                        "Reopen rate",
                        "7天内（可设置）重开的关闭",
                        "closes that reopened within 7 days (setting)",
                        "满7天的关闭",
                        "closes older than 7 days");
            case FIRST_CONTACT_RESOLUTION, SCORE_FIRST_CONTACT_RESOLUTION ->
                rate(
                        "一次性解决率",
                        "First contact resolution",
                        "以已解决关闭，7天内（可设置）未重开、同一客户未就同一主题再来",
                        "closed as resolved, not reopened, and the customer did not come back on the topic within 7 days (setting)",
                        "满7天的、以已解决关闭的已知客户会话",
                        "closes as resolved of known customers, older than 7 days");
            case COMPLAINTS -> count("投诉量", "Complaints", "期间内提出的投诉", "complaints opened");
            case COMPLAINT_RATE ->
                rate("投诉率", "Complaint rate", "提出的投诉", "complaints opened", "进线会话数", "distinct contacts offered");
            case FOLLOW_UP ->
                rate(
                        "24小时回访率",
                        "Complaint follow-up in time",
                        "时限内有回访记录的投诉",
                        "follow-ups recorded in time",
                        "已回访或已到期的投诉",
                        "follow-ups recorded or due");
            case FEEDBACK ->
                rate(
                        "24小时回应率",
                        "Feedback answered in time",
                        "时限内首次回应的反馈",
                        "first answered in time",
                        "已回应或已到期的反馈",
                        "answered or due");
            case ATTITUDE ->
                rate(
                        "服务态度分",
                        "Attitude score",
                        "问卷与质检的态度分之和",
                        "sum of attitude items of surveys and reviews",
                        "态度评分",
                        "attitude items");
            case WORDING ->
                rate(
                        "用语规范率",
                        "Wording rate",
                        "用语规范的质检",
                        "reviews with standard wording",
                        "质检过用语的会话",
                        "reviews that judged the wording");
            case QUALITY, SCORE_QUALITY ->
                rate("质检分", "Quality score", "质检得分之和（0–100）", "sum of review sheets, 0–100", "质检", "review sheets");
        };
    }

    private static Formula of(NowMetric metric) {
        return switch (metric) {
            case QUEUE_LENGTH -> count("排队量", "Queue length", "语音与在线中正在排队的会话", "open entries of voice and chat");
            case LONGEST_WAIT -> count("最长等待", "Longest wait", "排队中最早的一个", "the earliest of the open entries");
            case MEAN_CURRENT_WAIT ->
                rate("当前平均等待", "Mean current wait", "已等待时长之和", "sum of the waits so far", "排队量", "queue length");
            case BACKLOG -> count("积压", "Backlog", "其他渠道未接手的入队", "open entries of the other channels");
            case WAITING_FIRST_REPLY ->
                count(
                        "待首响",
                        "Waiting for first reply",
                        "已接起、客户已留言但尚无人工回复",
                        "accepted; the customer has written and had no human reply");
            case WAITING_REPLY ->
                count("待回复", "Waiting for reply", "服务中、客户消息尚未回复", "in service with a message not replied to");
            case IN_SERVICE -> count("服务中", "In service", "有坐席正在服务的会话", "contacts that an agent has");
            case WAITING_VIPS -> count("VIP等待", "Waiting VIPs", "正在排队的VIP会话", "open entries of VIPs");
            case UNCONFIRMED ->
                count("待核实", "Unconfirmed", "长时间没有事件、可能已结束的会话", "contacts silent for so long that they may have ended");
        };
    }

    private static Formula count(String zhName, String enName, String zh, String en) {
        return new Formula(new Words(zhName, enName), new Words(zh, en), null);
    }

    private static Formula rate(
            String zhName, String enName, String zhHits, String enHits, String zhTotal, String enTotal) {
        return new Formula(new Words(zhName, enName), new Words(zhHits, enHits), new Words(zhTotal, enTotal));
    }
}
