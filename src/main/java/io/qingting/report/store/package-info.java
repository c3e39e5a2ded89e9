/** Reads reports and trends from contact facts, by the statements under {@code sql/report}. Read {@link io.qingting.report.store.ReportStore} first. */
@NullMarked
package io.qingting.report.store;

import org.jspecify.annotations.NullMarked;
