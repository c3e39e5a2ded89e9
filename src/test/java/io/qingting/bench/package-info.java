/**
 * Measures what the application promises about speed and memory, each figure beside a baseline of the same run. Started by
 * {@code ./qingting bench [NAME…]}; part of no test run. Uses loopback only, a data folder of its own and ports that are
 * free, and ends only processes that it started. Read {@link io.qingting.bench.Bench} first.
 */
@NullMarked
package io.qingting.bench;

import org.jspecify.annotations.NullMarked;
