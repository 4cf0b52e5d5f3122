package io.madoguchi.verifier;

import io.madoguchi.log.note.Checkpoint;
import io.madoguchi.log.note.Policy;
import io.madoguchi.log.note.Policy.Judgement;
import io.madoguchi.log.note.SignedNote;
import io.madoguchi.log.tree.Hash;
import io.madoguchi.log.tree.Proofs;
import io.madoguchi.log.tree.Rfc6962;
import io.madoguchi.log.tree.Tree;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says of two checkpoints of one log whether the later is the same, longer, shorter or another log. */
@Command(name = "compare", mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {

    private final Desk desk;

    @Parameters(index = "0", paramLabel = "OLD")
    private Path older = Path.of("");

    @Parameters(index = "1", paramLabel = "NEW")
    private Path newer = Path.of("");

    @Mixin
    private Trust trust = new Trust();

    @ArgGroup(exclusive = true)
    private @Nullable Means means;

    /** Where the proof is taken from. */
    static final class Means {
        @Option(names = "--tiles", paramLabel = "FOLDER")
        private @Nullable Path tiles;

        @Option(names = "--proof", paramLabel = "FILE")
        private @Nullable Path proof;
    }

    CompareCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        Policy policy = trust.policy(desk);
        Optional<Checkpoint> before = believed(policy, older);
        Optional<Checkpoint> after = believed(policy, newer);
        if (before.isEmpty() || after.isEmpty()) {
            return Verifier.WRONG;
        }
        return compare(before.get(), after.get());
    }

    private Optional<Checkpoint> believed(Policy policy, Path file) {
        SignedNote note = BundleOptions.note(desk, file);
        Judgement judgement = policy.judge(note);
        if (!judgement.isSatisfied()) {
            desk.say("compare.not-believed", file, desk.words().say("policy." + judgement.finding()));
            return Optional.empty();
        }
        return judgement.checkpoint();
    }

    private int compare(Checkpoint before, Checkpoint after) {
        if (!before.origin().equals(after.origin())) {
            desk.say("compare.origins", before.origin(), after.origin());
            return Verifier.WRONG;
        }
        if (after.size() < before.size()) {
            desk.say("compare.rollback", before.size(), after.size());
            return Verifier.WRONG;
        }
        if (after.size() == before.size()) {
            boolean same = before.root().equals(after.root());
            desk.say(same ? "compare.same" : "compare.fork", after.size());
            return same ? Verifier.PROVEN : Verifier.WRONG;
        }
        if (before.size() == 0) {
            boolean empty = before.root().equals(Rfc6962.EMPTY_ROOT);
            desk.say(empty ? "compare.extension" : "compare.fork", before.size(), after.size());
            return empty ? Verifier.PROVEN : Verifier.WRONG;
        }
        if (means == null) {
            desk.say("compare.no-proof", before.size(), after.size());
            return Verifier.WRONG;
        }
        return prove(before, after, means);
    }

    private int prove(Checkpoint before, Checkpoint after, Means from) {
        List<Hash> proof;
        if (from.tiles != null) {
            Tree tree = new Tree(new Folder(desk, from.tiles), after.size());
            if (!tree.root().equals(after.root())) {
                desk.say("compare.tiles-differ", after.size());
                return Verifier.WRONG;
            }
            proof = tree.consistencyProof(before.size());
        } else {
            proof = from.proof == null ? List.of() : proof(from.proof);
        }
        if (Proofs.verifyConsistency(before.size(), after.size(), proof, before.root(), after.root())) {
            desk.say("compare.extension", before.size(), after.size());
            return Verifier.PROVEN;
        }
        desk.say(from.tiles != null ? "compare.fork" : "compare.proof-fails", before.size(), after.size());
        return Verifier.WRONG;
    }

    /** One hash in Base64 to a line; a first line such as {@code old 17}, as witnesses are sent it, is passed over. */
    private List<Hash> proof(Path file) {
        try {
            return desk.text(file)
                    .lines()
                    .filter(line -> !line.startsWith("old ") && !line.isEmpty())
                    .map(Hash::fromBase64)
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new Desk.Unreadable(desk.words().say("file.no-proof", file));
        }
    }
}
