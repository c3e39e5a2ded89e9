package io.qingting.bench;

import static io.qingting.fixture.EventBuilder.event;

import io.qingting.board.domain.Board;
import io.qingting.board.domain.BoardConfig;
import io.qingting.event.domain.Channel;
import io.qingting.event.domain.Event;
import io.qingting.event.domain.EventType;
import io.qingting.fixture.Floor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The memory of a board that many contacts are open on: its growth from some to many, so that what is fixed drops out. */
final class OpenContacts {
    private static final int SOME = 20_000;
    private static final int MANY = 220_000;
    private final long from = Floor.time("09:00:00");
    private final Board board = new Board(BoardConfig.defaults(Floor.ZONE), from);
    private int opened;

    /** Bytes an open contact takes: a chat in service after six events, its customer waiting for a reply. */
    double bytesEach() {
        open(SOME);
        long before = used();
        open(MANY);
        long after = used();
        if (board.site(io.qingting.board.domain.Window.TODAY) == null) throw new IllegalStateException("no board");
        return (double) (after - before) / (MANY - SOME);
    }

    private void open(int upTo) {
        while (opened < upTo) {
            List<Event> batch = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) batch.addAll(contact(opened++));
            board.advance(batch.getLast().at());
            board.apply(batch, Map.of());
        }
    }

    private List<Event> contact(int n) {
        long at = from + n;
        String contact = "contact-" + n;
        String queue = ("queue-" + n % 100).intern();
        String agent = ("agent-" + n % 500).intern();
        List<Event> told = new ArrayList<>();
        told.add(event("o" + n, EventType.CONTACT_OFFERED)
                .at(at)
                .of(contact)
                .on(Channel.CHAT)
                .customer("customer-" + n)
                .build());
        told.add(event("q" + n, EventType.CONTACT_ENQUEUED)
                .at(at)
                .of(contact)
                .on(Channel.CHAT)
                .queue(queue)
                .build());
        told.add(event("c" + n, EventType.MESSAGE_CUSTOMER)
                .at(at)
                .of(contact)
                .on(Channel.CHAT)
                .build());
        told.add(event("a" + n, EventType.CONTACT_ACCEPTED)
                .at(at)
                .of(contact)
                .on(Channel.CHAT)
                .queue(queue)
                .agent(agent)
                .build());
        told.add(event("h" + n, EventType.MESSAGE_AGENT)
                .at(at)
                .of(contact)
                .on(Channel.CHAT)
                .agent(agent)
                .build());
        told.add(event("d" + n, EventType.MESSAGE_CUSTOMER)
                .at(at)
                .of(contact)
                .on(Channel.CHAT)
                .build());
        return told;
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 4; i++) System.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
