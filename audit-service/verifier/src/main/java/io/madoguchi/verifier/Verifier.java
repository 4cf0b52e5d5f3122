package io.madoguchi.verifier;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The command line. Exit codes: {@link #PROVEN}, {@link #WRONG}, {@link #USAGE}, {@link #UNREADABLE}. Opens no connection.
 */
@Command(
        name = "madoguchi-verifier",
        mixinStandardHelpOptions = true,
        version = "madoguchi-verifier 1",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeOnUsageHelp = 0)
public final class Verifier {

    /** Everything asked for is proven. */
    public static final int PROVEN = 0;
    /** Something is wrong, or not proven. */
    public static final int WRONG = 1;
    /** The command was not given as it has to be. */
    public static final int USAGE = 2;
    /** A file can't be read. */
    public static final int UNREADABLE = 3;

    @Option(names = "--lang", paramLabel = "ja|en", scope = ScopeType.INHERIT)
    @SuppressWarnings("UnusedVariable") // read before the others, to print their help
    private String language = "";

    private Verifier() {}

    public static void main(String[] arguments) {
        // UTF-8 whatever the JVM takes for the terminal's encoding: under the C locale it would print question marks.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        int status =
                run(arguments, Words.of(Arrays.asList(arguments), System.getenv()), out, err, System.console() != null);
        out.flush();
        System.exit(status);
    }

    /** Runs one command and gives its exit code; {@code terminal} shows a progress bar on {@code err}. */
    static int run(String[] arguments, Words words, PrintStream out, PrintStream err, boolean terminal) {
        Desk desk = new Desk(words, out, err, terminal);
        CommandLine line = new CommandLine(new Verifier())
                .addSubcommand("verify", new VerifyCommand(desk))
                .addSubcommand("verify-tiles", new TilesCommand(desk))
                .addSubcommand("compare", new CompareCommand(desk))
                .addSubcommand("count", new CountCommand(desk))
                .addSubcommand("statement", new StatementCommand(desk));
        line.setResourceBundle(words.bundle());
        line.setUsageHelpWidth(100);
        line.setUsageHelpAutoWidth(false);
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        line.setParameterExceptionHandler((e, given) -> {
            err.println(words.say("usage.wrong", String.valueOf(e.getMessage())));
            return USAGE;
        });
        line.setExecutionExceptionHandler((e, command, result) -> desk.failed(e));
        if (arguments.length == 0) {
            line.usage(out);
            return USAGE;
        }
        return line.execute(arguments);
    }
}
