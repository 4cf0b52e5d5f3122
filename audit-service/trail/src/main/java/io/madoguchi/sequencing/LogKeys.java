package io.madoguchi.sequencing;

import io.madoguchi.log.note.Checkpoint;
import io.madoguchi.log.note.MalformedNote;
import io.madoguchi.log.note.NoteSignature;
import io.madoguchi.log.note.NoteSigner;
import io.madoguchi.log.note.Policy;
import io.madoguchi.log.note.SignedNote;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The keys that sign, and the policy that says when a checkpoint is to be believed. Without them the service does not start. */
@Startup
@ApplicationScoped
public class LogKeys {
    private final List<NoteSigner> signers;
    private final Policy policy;

    @Inject
    LogKeys(LogSettings settings) {
        this.signers = signers(settings);
        this.policy = policy(settings);
        if (policy.logs().stream()
                .noneMatch(log -> log.key().equals(signers.get(0).verifier()))) {
            throw new IllegalStateException("The policy file does not name this log's key "
                    + signers.get(0).verifier().vkey() + " / ポリシーファイルにこのログの鍵がありません");
        }
    }

    /** Unique to this log, and the name of its key. */
    public String origin() {
        return signers.get(0).name();
    }

    public Policy policy() {
        return policy;
    }

    SignedNote checkpoint(Checkpoint checkpoint) {
        return signed(checkpoint.text(), signers.stream().filter(signer -> signer.name()
                .equals(origin())));
    }

    /** Signed with all keys, those of former origins too. */
    SignedNote statement(String text) {
        return signed(text, signers.stream());
    }

    private static SignedNote signed(String text, Stream<NoteSigner> with) {
        List<NoteSignature> signatures = with.map(signer -> signer.sign(text)).toList();
        return new SignedNote(text, signatures);
    }

    private static List<NoteSigner> signers(LogSettings settings) {
        String keys = settings.keys()
                .orElseThrow(() -> new IllegalStateException(
                        "The log has no key: set MADOGUCHI_LOG_KEY / ログの署名鍵がありません: MADOGUCHI_LOG_KEY を設定してください"));
        return Stream.of(keys.strip().split("\\s+")).map(NoteSigner::parse).toList();
    }

    private static Policy policy(LogSettings settings) {
        Path file = settings.policy()
                .orElseThrow(
                        () -> new IllegalStateException(
                                "The log has no policy file: set MADOGUCHI_LOG_POLICY / ログのポリシーファイルがありません: MADOGUCHI_LOG_POLICY を設定してください"));
        try {
            return Policy.parse(Files.readString(file));
        } catch (IOException e) {
            throw new IllegalStateException("The policy file " + file + " can't be read / 読み込めません", e);
        } catch (MalformedNote e) {
            throw new IllegalStateException("The policy file " + file + " is wrong: " + e.getMessage(), e);
        }
    }
}
