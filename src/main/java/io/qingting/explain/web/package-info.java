/** Explanations over HTTP, as JSON and CSV. Read {@link io.qingting.explain.web.ExplainResource} first. */
@NullMarked
package io.qingting.explain.web;

import org.jspecify.annotations.NullMarked;
