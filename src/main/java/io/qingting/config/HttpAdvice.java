package io.qingting.config;

/** What to do about a plain HTTP error. */
final class HttpAdvice {
    private HttpAdvice() {}

    static String of(int status) {
        return switch (status) {
            case 400 -> "The request cannot be read. Check its form against the description at /q/openapi.";
            case 404 -> "Nothing is at this address. Check it against the description at /q/openapi.";
            case 405 -> "This address knows other methods. See the header Allow.";
            case 406 -> "This address answers in other formats. Change the header Accept.";
            case 413 -> "The body is too large. Send it in parts of at most 2 MiB.";
            case 415 -> "This format of body is not understood here. Change the header Content-Type.";
            default -> "Check the request against the description at /q/openapi.";
        };
    }
}
