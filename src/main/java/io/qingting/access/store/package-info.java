/** Keys, displays and the audit trail in PostgreSQL. Never sees a token, only hashes. Read {@link io.qingting.access.store.AccessStore} first. */
@NullMarked
package io.qingting.access.store;

import org.jspecify.annotations.NullMarked;
