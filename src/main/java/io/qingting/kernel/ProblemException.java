package io.qingting.kernel;

/** Carries a {@link Problem} to the edge that answers a request. For refusals only: a bug is another exception. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;
    private final int retryAfterSeconds;

    public ProblemException(Problem problem) {
        this(problem, 0);
    }

    /** @param retryAfterSeconds when to try again; 0: not said */
    public ProblemException(Problem problem, int retryAfterSeconds) {
        super(problem.title() + ": " + problem.detail(), null, false, false);
        this.problem = problem;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    public Problem problem() {
        return problem;
    }

    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
