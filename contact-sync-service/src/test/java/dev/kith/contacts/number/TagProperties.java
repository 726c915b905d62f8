package dev.kith.contacts.number;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class TagProperties {
    @Property(tries = 200)
    void writesATagAsATextThatIsReadBack(@ForAll long tag) {
        assertThat(TagKey.parse(TagKey.text(tag))).hasValue(tag);
    }
}
