package io.qingting.scenario.domain;

import io.qingting.event.domain.Channel;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The invented shop whose floor is simulated: its queues, teams and agents, for seeding a demo and for the model. Names are
 * Chinese, ids ASCII.
 */
public record DemoSite(String name, List<Queue> queues, List<Team> teams, List<Agent> agents) {
    /** @param demand what an ordinary weekday brings */
    public record Queue(String id, String name, List<Demand> demand, List<String> topics) {}

    /**
     * Contacts of one queue on one channel.
     *
     * @param perDay contacts of an ordinary weekday
     * @param serviceSeconds median: talk of a call, work on a letter; of a chat it follows from its messages
     * @param automatic the chat system accepts by assigning
     */
    public record Demand(Channel channel, double perDay, double serviceSeconds, boolean automatic) {}

    public record Team(String id, String name) {}

    /**
     * @param voice takes calls; otherwise chats, letters and forms
     * @param queues ids of the queues this agent serves
     */
    public record Agent(String id, String name, String teamId, Shift shift, boolean voice, List<String> queues) {}

    /** Working hours, local time; the night ends on the next day. Change of day is where no shift overlaps: 08:00. */
    public enum Shift {
        EARLY("早班", LocalTime.of(8, 0), LocalTime.of(16, 0)),
        MIDDLE("中班", LocalTime.of(9, 30), LocalTime.of(17, 30)),
        LATE("晚班", LocalTime.of(15, 30), LocalTime.of(23, 30)),
        NIGHT("夜班", LocalTime.of(23, 0), LocalTime.of(8, 0));

        private final String label;
        private final LocalTime from;
        private final LocalTime to;

        Shift(String label, LocalTime from, LocalTime to) {
            this.label = label;
            this.from = from;
            this.to = to;
        }

        public String label() {
            return label;
        }

        public LocalTime from() {
            return from;
        }

        public LocalTime to() {
            return to;
        }
    }

    private static final String SURNAMES = "林陈黄周吴徐孙朱高何郭马罗梁宋郑谢韩唐冯";
    private static final List<String> GIVEN = List.of(
            "晓雨", "思远", "雅静", "子涵", "梦瑶", "俊杰", "诗琪", "浩然", "欣怡", "明轩", "若兰", "志强", "佳宁", "天佑", "婉清", "文博", "可心", "立群",
            "静怡", "嘉豪", "素心", "宇航", "小满", "致远", "春晓", "一鸣", "南星", "秋月", "书言", "青禾");
    private static final List<Shift> DAY_PATTERN = List.of(
            Shift.EARLY,
            Shift.LATE,
            Shift.MIDDLE,
            Shift.EARLY,
            Shift.LATE,
            Shift.EARLY,
            Shift.MIDDLE,
            Shift.EARLY,
            Shift.LATE);

    public DemoSite {
        queues = List.copyOf(queues);
        teams = List.copyOf(teams);
        agents = List.copyOf(agents);
    }

    /** The demo: 8 queues, 5 teams, 60 agents. */
    public static DemoSite standard() {
        List<Queue> queues = List.of(
                queue("logistics", "物流跟踪", 640, 165, 900, false, "delay", "lost-parcel", "address-change"),
                queue("returns", "退换货", 430, 210, 520, false, "return-label", "refund-status", "exchange"),
                queue("presales", "售前咨询", 0, 0, 900, true, "stock", "sizes", "coupons"),
                letters(queue("complaints", "投诉建议", 130, 280, 0, false, "service", "product", "suggestion"), 45, 30),
                queue("payments", "支付问题", 240, 190, 240, false, "declined", "invoice", "double-charge"),
                queue("orders", "订单查询", 410, 150, 480, true, "status", "change", "cancel"),
                queue("techsupport", "技术支持", 200, 280, 170, false, "setup", "app-error", "account"),
                letters(queue("appliances", "家电售后", 250, 240, 0, false, "repair", "installation", "warranty"), 25, 0));
        List<Team> teams = List.of(
                new Team("team-logistics", "物流组"),
                new Team("team-aftersales", "售后组"),
                new Team("team-presales", "售前组"),
                new Team("team-tech", "技术组"),
                new Team("team-night", "夜班组"));
        List<String> all = queues.stream().map(Queue::id).toList();
        List<Agent> agents = new ArrayList<>();
        staff(agents, "team-logistics", 12, 5, List.of("logistics", "orders", "payments"));
        staff(agents, "team-aftersales", 12, 4, List.of("returns", "appliances", "complaints", "logistics"));
        staff(agents, "team-presales", 4, 7, List.of("presales", "orders", "payments", "returns", "techsupport"));
        staff(agents, "team-tech", 6, 2, List.of("techsupport", "appliances", "payments", "returns"));
        staff(agents, "team-night", 4, 4, all);
        return new DemoSite("蜻蜓商城客服中心", queues, teams, agents);
    }

    private static Queue queue(
            String id, String name, double calls, double talk, double chats, boolean automatic, String... topics) {
        List<Demand> demand = new ArrayList<>();
        if (calls > 0) demand.add(new Demand(Channel.VOICE, calls, talk, false));
        if (chats > 0) demand.add(new Demand(Channel.CHAT, chats, 0, automatic));
        return new Queue(id, name, List.copyOf(demand), List.of(topics));
    }

    private static Queue letters(Queue queue, double mails, double forms) {
        List<Demand> demand = new ArrayList<>(queue.demand());
        if (mails > 0) demand.add(new Demand(Channel.EMAIL, mails, 260, false));
        if (forms > 0) demand.add(new Demand(Channel.FORM, forms, 200, false));
        return new Queue(queue.id(), queue.name(), List.copyOf(demand), queue.topics());
    }

    private static void staff(List<Agent> agents, String team, int voice, int chat, List<String> queues) {
        for (int i = 0; i < voice + chat; i++) {
            int n = agents.size();
            String surname = SURNAMES.substring(n % SURNAMES.length(), n % SURNAMES.length() + 1);
            Shift shift = team.equals("team-night")
                    ? Shift.NIGHT
                    : DAY_PATTERN.get((i < voice ? i : i - voice + 1) % DAY_PATTERN.size());
            agents.add(new Agent(
                    "A" + (1001 + n), surname + GIVEN.get((n * 7) % GIVEN.size()), team, shift, i < voice, queues));
        }
    }

    /** Names of queues by id. */
    public Map<String, String> queueNames() {
        Map<String, String> names = new LinkedHashMap<>();
        queues.forEach(q -> names.put(q.id(), q.name()));
        return names;
    }
}
