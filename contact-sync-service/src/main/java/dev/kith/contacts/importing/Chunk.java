package dev.kith.contacts.importing;

import dev.kith.contacts.importing.ImportAnswer.Place;
import dev.kith.phonebook.Card;
import java.util.ArrayList;
import java.util.List;

/// Numbers of whole cards that go into the book in one call.
///
/// @param places of the numbers, in their order
/// @param lastCard all cards up to this one are in this chunk or an earlier one
record Chunk(List<Place> places, List<String> numbers, int lastCard) {

    /// Collects cards to chunks.
    static final class Filling {
        private final int most;
        private List<Place> places = new ArrayList<>();
        private List<String> numbers = new ArrayList<>();
        private int lastCard;

        /// @param most numbers of a chunk; more than a card can have
        Filling(int most) {
            this.most = most;
        }

        /// The chunks that are full with these cards.
        List<Chunk> add(List<Card> cards) {
            var full = new ArrayList<Chunk>();
            for (var card : cards) {
                if (numbers.size() + card.numbers().size() > most) {
                    full.add(take());
                }
                for (int i = 0; i < card.numbers().size(); i++) {
                    places.add(new Place(card.position(), i + 1, card.line()));
                    numbers.add(card.numbers().get(i).text());
                }
                lastCard = card.position();
            }
            return full;
        }

        /// What has been collected.
        Chunk take() {
            var taken = new Chunk(places, numbers, lastCard);
            places = new ArrayList<>();
            numbers = new ArrayList<>();
            return taken;
        }
    }
}
