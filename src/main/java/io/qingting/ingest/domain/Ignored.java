package io.qingting.ingest.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Notes which fields of an event are not known, so that its sender can be told of a slip of the pen. */
final class Ignored {
    private static final int MOST = 10;

    private List<String> pointers = List.of();

    void addUnknown(Map<String, Object> fields, Set<String> known, String pointer) {
        for (String name : fields.keySet()) {
            if (known.contains(name)) continue;
            if (pointers.isEmpty()) pointers = new ArrayList<>();
            if (pointers.size() < MOST) pointers.add(pointer + "/" + Texts.token(name));
        }
    }

    List<String> pointers() {
        return List.copyOf(pointers);
    }
}
