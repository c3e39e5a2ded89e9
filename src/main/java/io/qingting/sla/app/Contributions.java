package io.qingting.sla.app;

import io.qingting.contact.domain.Span;
import io.qingting.contact.domain.SpanKind;
import io.qingting.kernel.ContactKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All that contacts contribute, as it is in the transaction at hand. */
@FunctionalInterface
public interface Contributions {
    /** Those of the kinds given; a contact without any is absent. */
    Uni<Map<ContactKey, List<Span>>> of(SqlConnection tx, Set<ContactKey> contacts, Set<SpanKind> kinds);
}
