package dev.kith.broken.edges;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

@Entity
class Stored {
    @Id
    long id;
}
