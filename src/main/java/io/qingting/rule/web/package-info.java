/** Rules on figures over HTTP. Read {@link io.qingting.rule.web.RuleResource} first. */
@NullMarked
package io.qingting.rule.web;

import org.jspecify.annotations.NullMarked;
