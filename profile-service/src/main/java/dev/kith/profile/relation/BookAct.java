package dev.kith.profile.relation;

import dev.kith.contracts.Levels;
import dev.kith.contracts.event.ContactsMatched;
import dev.kith.contracts.event.MatchedPeer;
import dev.kith.kit.event.PoisonedRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What an owner did with a phone book.
///
/// @param version of the book, and the part of it, by which an act is known to have been applied before
/// @param peers each once, without the owner, with the levels that people can be granted
record BookAct(
        long owner, String app, long version, int part, Mode mode, SortedMap<Long, Integer> peers, boolean subscribe) {

    enum Mode {
        REPLACE,
        MERGE,
        REMOVE
    }

    /// @throws PoisonedRecord when the mode is none of these
    static BookAct of(ContactsMatched act) {
        var mode = switch (act.getMode()) {
            case REPLACE -> Mode.REPLACE;
            case MERGE -> Mode.MERGE;
            case REMOVE -> Mode.REMOVE;
            case MODE_UNSPECIFIED, UNRECOGNIZED -> throw new PoisonedRecord("an act of no known mode");
        };
        return new BookAct(
                act.getOwner(),
                act.getApp(),
                act.getBookVersion(),
                act.getPart(),
                mode,
                peers(act),
                act.getSubscribe());
    }

    private static SortedMap<Long, Integer> peers(ContactsMatched act) {
        var peers = new TreeMap<Long, Integer>();
        for (MatchedPeer peer : act.getPeersList()) {
            if (peer.getUid() > 0 && peer.getUid() != act.getOwner()) {
                peers.merge(peer.getUid(), peer.getLevels() & ~Levels.PUBLIC, (a, b) -> a | b);
            }
        }
        return Collections.unmodifiableSortedMap(peers);
    }

    /// Cuts acts into runs that can be written together: one mode, each owner once, at most so many peers unless one
    /// act alone has more. One after another they come to what the acts do one after another. What is removed goes
    /// alone.
    static List<List<BookAct>> runs(List<BookAct> acts, int mostPeers) {
        var runs = new ArrayList<List<BookAct>>();
        var run = new ArrayList<BookAct>();
        var owners = new HashSet<Long>();
        int peers = 0;
        for (var act : acts) {
            boolean joins = !run.isEmpty()
                    && act.mode() == run.getFirst().mode()
                    && act.mode() != Mode.REMOVE
                    && !owners.contains(act.owner())
                    && peers + act.peers().size() <= mostPeers;
            if (!joins) {
                run = new ArrayList<>();
                owners.clear();
                peers = 0;
                runs.add(run);
            }
            run.add(act);
            owners.add(act.owner());
            peers += act.peers().size();
        }
        return runs;
    }
}
