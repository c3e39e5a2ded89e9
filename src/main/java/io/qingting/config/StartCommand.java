package io.qingting.config;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code start}: runs the application until it is told to stop. */
@Command(name = "start", description = "Starts Qingting and prints the links to open.", mixinStandardHelpOptions = true)
final class StartCommand implements Callable<Integer> {
    @Option(names = "--no-demo", description = "No demo site and no simulated traffic.")
    private boolean noDemo;

    @Option(names = "--port", description = "Port to listen on. Default: ${DEFAULT-VALUE}", defaultValue = "8080")
    private int port;

    @Option(
            names = "--host",
            description = "Address to listen on. Default: ${DEFAULT-VALUE}",
            defaultValue = "127.0.0.1")
    private String host;

    @Override
    public Integer call() {
        return Server.at(host, port)
                .with("qingting.demo.enabled", !noDemo)
                .with("qingting.links.enabled", !Server.hasExternalDatabase())
                .run(Server.dataFolder());
    }
}
