/** Reports and trends over HTTP, as JSON and CSV. Read {@link io.qingting.report.web.ReportResource} first. */
@NullMarked
package io.qingting.report.web;

import org.jspecify.annotations.NullMarked;
