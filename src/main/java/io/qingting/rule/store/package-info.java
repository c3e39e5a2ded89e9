/** Rows of rules, their states and firings. Read {@link io.qingting.rule.store.RuleStore} first. */
@NullMarked
package io.qingting.rule.store;

import org.jspecify.annotations.NullMarked;
