package io.madoguchi.verifier;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Proves a folder of a log's static files from its entries upward. */
@Command(name = "verify-tiles", mixinStandardHelpOptions = true)
final class TilesCommand implements Callable<Integer> {

    private final Desk desk;

    @Parameters(index = "0", paramLabel = "FOLDER")
    private Path folder = Path.of("");

    @Mixin
    private Trust trust = new Trust();

    TilesCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        TilesCheck check = new TilesCheck(trust.policy(desk));
        TilesCheck.Verdict verdict = check.check(new Folder(desk, folder));
        verdict.checkpoint()
                .ifPresent(checkpoint -> desk.say(
                        "verdict.checkpoint",
                        checkpoint.size(),
                        checkpoint.root().base64()));
        if (verdict.proven()) {
            desk.say(
                    "tiles.proven",
                    verdict.checkpoint().map(checkpoint -> checkpoint.size()).orElse(0L));
            return Verifier.PROVEN;
        }
        desk.say("verdict.wrong", verdict.findings().size());
        for (TilesFinding finding : verdict.findings()) {
            desk.out()
                    .println("  ✗ " + finding.path() + " "
                            + desk.words()
                                    .say(
                                            "tiles." + finding.kind(),
                                            finding.details().toArray()));
        }
        desk.say("tiles.next");
        return Verifier.WRONG;
    }
}
