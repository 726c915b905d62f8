package dev.kith.broken.edges;

class StoredResource {
    Stored tellsWhatIsStored() {
        return new Stored();
    }
}
