package io.qingting.ingest.web;

import io.qingting.kernel.Problem;

/** A body that cannot be read at all: nothing of the request is taken. */
final class MalformedException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    MalformedException(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    static MalformedException noJson(String detail) {
        return new MalformedException(Problem.of(400, "malformed", "The body cannot be read", detail));
    }

    Problem problem() {
        return problem;
    }
}
