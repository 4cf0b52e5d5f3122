package io.madoguchi.sequencing;

import io.madoguchi.log.note.Checkpoint;
import io.madoguchi.log.tree.Hash;
import io.madoguchi.log.tree.Tree;
import io.madoguchi.sequencing.Standing.Closed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares what the database holds with what was archived and cosigned, before anything is added to it: a log that went on from an earlier
 * backup would contradict what it has signed.
 */
@ApplicationScoped
class Inspection {
    private final LogKeys keys;
    private final Archive archive;
    private final Witnesses witnesses;

    /** What was in order last: the same again needs no second look. */
    private volatile @Nullable LogState inOrder;

    @Inject
    Inspection(LogKeys keys, Archive archive, Witnesses witnesses) {
        this.keys = keys;
        this.archive = archive;
        this.witnesses = witnesses;
    }

    /** Nothing where the log may go on. */
    Optional<Closed> of(Connection connection, LogState state) {
        if (!keys.origin().equals(state.origin())) {
            return Optional.of(Closed.OTHER_ORIGIN);
        }
        Optional<Checkpoint> archived = archive.checkpoint();
        long known = Math.max(archived.map(Checkpoint::size).orElse(0L), witnesses.highest());
        if (state.size() < known) {
            return Optional.of(Closed.RESTORED);
        }
        Tiles tiles = new Tiles(connection);
        LogState before = inOrder;
        if (before == null || before.size() > state.size()) {
            // An archive that is there tells enough; where it is gone, too, nobody but the witnesses knows.
            if (!witnesses.haveAnswered() && archived.isEmpty() && !witnesses.ask(state)) {
                return Optional.of(Closed.NOT_CHECKED_YET);
            }
            if (state.size() < witnesses.highest()) {
                return Optional.of(Closed.RESTORED);
            }
            if (archived.isPresent()
                    && !rootAt(tiles, archived.get().size())
                            .equals(archived.get().root())) {
                return Optional.of(Closed.CHANGED);
            }
        }
        if (witnesses.contradicted() || !rootAt(tiles, state.size()).equals(state.root())) {
            return Optional.of(Closed.CHANGED);
        }
        inOrder = state;
        return Optional.empty();
    }

    private static Hash rootAt(Tiles tiles, long size) {
        return new Tree(tiles, size).root();
    }
}
