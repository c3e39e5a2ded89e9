package io.qingting.alert.channel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** A server with TLS on loopback, its certificate made at once by an authority of its own, as the JDK's keytool does it. */
final class TlsServer implements AutoCloseable {
    static final String PASSWORD = "only-for-a-test";

    private static final String NOTHING_MORE = "HTTP/1.1 204 No Content\r\n\r\n";

    /** What a client asked for. */
    record Asked(List<String> serverNames, String host, String body) {}

    private final SSLServerSocket server;
    private final Path folder;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile String answer = NOTHING_MORE;

    /** @param name whom the certificate is made out to */
    TlsServer(Path folder, String name) throws IOException, InterruptedException, GeneralSecurityException {
        this.folder = folder;
        keytool(
                "-genkeypair",
                "-alias",
                "ca",
                "-dname",
                "CN=A test's authority",
                "-ext",
                "bc:c",
                "-keystore",
                "ca.p12");
        keytool("-exportcert", "-alias", "ca", "-keystore", "ca.p12", "-rfc", "-file", "ca.pem");
        keytool("-genkeypair", "-alias", "server", "-dname", "CN=" + name, "-keystore", "server.p12");
        keytool("-certreq", "-alias", "server", "-keystore", "server.p12", "-file", "server.csr");
        keytool(
                "-gencert",
                "-alias",
                "ca",
                "-keystore",
                "ca.p12",
                "-ext",
                "san=dns:" + name,
                "-infile",
                "server.csr",
                "-outfile",
                "server.pem",
                "-rfc");
        keytool("-importcert", "-noprompt", "-alias", "ca", "-keystore", "server.p12", "-file", "ca.pem");
        keytool("-importcert", "-noprompt", "-alias", "server", "-keystore", "server.p12", "-file", "server.pem");
        server = (SSLServerSocket)
                context().getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", PASSWORD, "-storetype", "PKCS12"));
        if (arguments[0].equals("-genkeypair")) command.addAll(List.of("-keyalg", "EC", "-validity", "2"));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) throw new IOException(said);
    }

    private SSLContext context() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("server.p12"))) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /** The certificate of its authority. */
    Path authority() {
        return folder.resolve("ca.pem");
    }

    int port() {
        return server.getLocalPort();
    }

    List<Asked> asked() {
        return asked;
    }

    /** It takes what is sent, as it does from the beginning. */
    void accepting() {
        answer = NOTHING_MORE;
    }

    /** From now on it sends everybody elsewhere. */
    void redirect(String to) {
        answer = "HTTP/1.1 307 Elsewhere\r\nLocation: " + to + "\r\nContent-Length: 0\r\n\r\n";
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                SSLSocket socket = (SSLSocket) server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(SSLSocket socket) {
        try (socket) {
            socket.startHandshake();
            List<String> names = ((ExtendedSSLSession) socket.getSession())
                    .getRequestedServerNames().stream()
                            .map(SNIServerName::getEncoded)
                            .map(name -> new String(name, StandardCharsets.US_ASCII))
                            .toList();
            InputStream in = socket.getInputStream();
            String host = "";
            int length = 0;
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                String lower = line.toLowerCase(Locale.ROOT);
                if (lower.startsWith("host:")) host = line.substring(5).strip();
                if (lower.startsWith("content-length:"))
                    length = Integer.parseInt(line.substring(15).strip());
            }
            asked.add(new Asked(names, host, new String(in.readNBytes(length), StandardCharsets.UTF_8)));
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
        } catch (IOException e) {
            // A client that does not trust it goes away: that is what some tests want.
        }
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) if (b != '\r') line.write(b);
        return line.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
