package io.madoguchi.verifier;

import io.madoguchi.log.note.MalformedNote;
import io.madoguchi.log.note.NoteVerifier;
import io.madoguchi.log.note.NoteVerifier.Verdict;
import io.madoguchi.log.note.SignedNote;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks the signature under a statement, such as of an erasure or of a new log, and shows its text. */
@Command(name = "statement", mixinStandardHelpOptions = true)
final class StatementCommand implements Callable<Integer> {

    private final Desk desk;

    @Parameters(index = "0", paramLabel = "STATEMENT")
    private Path statement = Path.of("");

    @Option(names = "--key", paramLabel = "VKEY", required = true)
    private String key = "";

    StatementCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        NoteVerifier verifier;
        try {
            verifier = NoteVerifier.parse(key.strip());
        } catch (MalformedNote e) {
            throw new Desk.Misused(desk.words().say("trust.key", String.valueOf(e.getMessage())));
        }
        SignedNote note = BundleOptions.note(desk, statement);
        Verdict verdict = verifier.verdict(note);
        if (verdict == Verdict.VALID) {
            desk.out().print(note.text());
            desk.say("statement.valid", verifier.name());
            return Verifier.PROVEN;
        }
        desk.say(verdict == Verdict.ABSENT ? "statement.absent" : "statement.invalid", verifier.name());
        return Verifier.WRONG;
    }
}
