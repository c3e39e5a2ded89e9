package io.qingting.config;

import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. Every command but {@code help} starts the same application, each with settings of its own. */
@QuarkusMain
@Command(
        name = "qingting",
        description = "The live dashboard of a customer-service floor.",
        mixinStandardHelpOptions = true,
        subcommands = {StartCommand.class, ImportCommand.class, ReplayCommand.class, CommandLine.HelpCommand.class})
public final class QingtingMain {
    private QingtingMain() {}

    public static void main(String... args) {
        System.exit(new CommandLine(new QingtingMain())
                .setExecutionExceptionHandler(QingtingMain::tell)
                .execute(args));
    }

    /** A fault that the user can mend is one sentence, not a stack trace. */
    private static int tell(Exception fault, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (!(fault instanceof IllegalStateException) && !(fault instanceof IllegalArgumentException)) throw fault;
        command.getErr().println(fault.getMessage());
        return 1;
    }
}
