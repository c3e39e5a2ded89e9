/**
 * Why a figure is what it is: which contributions of contacts are its hits, which only its total, which are left out, and why.
 * The same definitions by which boards and reports count; reads nothing and knows no clock. Read {@link
 * io.qingting.explain.domain.Explainable} first, then {@link io.qingting.explain.domain.Judging}.
 */
@NullMarked
package io.qingting.explain.domain;

import org.jspecify.annotations.NullMarked;
