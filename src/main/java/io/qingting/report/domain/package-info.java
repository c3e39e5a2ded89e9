/** What a report is: its periods, its measures and their forms, what was asked for. Never reads the database. Read {@link io.qingting.report.domain.Metric} first. */
@NullMarked
package io.qingting.report.domain;

import org.jspecify.annotations.NullMarked;
