package io.qingting.ingest.web;

import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses a body that did not say how large it is as soon as it has grown too large, with the words of any other. */
@Provider
class BodyLimit implements ReaderInterceptor {
    private final long mostBytes;
    private final RoutingContext request;

    /** @param request the one that is being served */
    BodyLimit(
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize mostBytes, RoutingContext request) {
        this.mostBytes = mostBytes.asLongValue();
        this.request = request;
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext body) throws IOException {
        if (!body.getHeaders().containsKey("Content-Length")) body.setInputStream(new Counted(body.getInputStream()));
        return body.proceed();
    }

    static Problem tooLarge(long mostBytes) {
        return Problem.of(
                413,
                "too-large",
                "The body is too large",
                "A body has at most " + mostBytes + " bytes. Send it in parts; nothing of this one was taken.");
    }

    /** What is still to come of the body is not read; so nothing else can come over this connection. */
    static void closeAfterwards(RoutingContext request) {
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        request.addEndHandler(ended -> request.request().connection().close());
    }

    private final class Counted extends FilterInputStream {
        private long read;

        private Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            if (one >= 0) count(1);
            return one;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int got = super.read(into, from, length);
            if (got > 0) count(got);
            return got;
        }

        private void count(int more) {
            read += more;
            if (read <= mostBytes) return;
            closeAfterwards(request);
            throw new ProblemException(tooLarge(mostBytes));
        }
    }
}
