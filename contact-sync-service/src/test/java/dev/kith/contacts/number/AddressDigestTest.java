package dev.kith.contacts.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressDigestTest {
    private static final String SECRET = "a secret of the tests";

    @Test
    void isTheFirstHalfOfAnHmacUnderThePepperOfTheApp() throws Exception {
        var digest = new AddressDigest(SECRET, "app_a").of("+4915112345678");

        var pepper = hmac(SECRET.getBytes(StandardCharsets.UTF_8), "pepper:app_a");
        var bits = ByteBuffer.wrap(hmac(pepper, "+4915112345678"));
        assertThat(digest).isEqualTo(new UUID(bits.getLong(), bits.getLong()));
    }

    @Test
    void neverMeetsThatOfAnotherAppOrSecret() {
        var digest = new AddressDigest(SECRET, "app_a").of("+4915112345678");

        assertThat(digest)
                .isNotEqualTo(new AddressDigest(SECRET, "app_b").of("+4915112345678"))
                .isNotEqualTo(new AddressDigest(SECRET + "!", "app_a").of("+4915112345678"));
    }

    @Test
    void hasTagsThatOnlyTheirOwnerCanCompute() throws Exception {
        var mine = new TagKey(SECRET, 7);
        var key = java.util.HexFormat.of().parseHex(mine.text());

        assertThat(mine.tagOf("bob@example.org"))
                .isEqualTo(ByteBuffer.wrap(hmac(key, "bob@example.org")).getLong())
                .isNotEqualTo(new TagKey(SECRET, 8).tagOf("bob@example.org"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123456789abcdef", "#123", "#0123456789ABCDEF", "+4915112345678", ""})
    void takesNothingElseForATag(String text) {
        assertThat(TagKey.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v1:",
                "v1:short",
                "no version at all here",
                "v0:first-long-secret",
                "v1:first-long-secret,",
                "v1:first-long-secret,v1:second-long-secret",
                "v2:first-long-secret,v1:first-long-secret",
                "v3:first-long-secret,v2:second-long-secret,v1:third-long-secret"
            })
    void refusesASecretThatIsNone(String configured) {
        assertThatThrownBy(() -> Pepper.parse(configured)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void takesTwoVersionsTheOneToBeUsedFirst() {
        assertThat(Pepper.parse("v2:second-long-secret,v1:first-long-secret"))
                .containsExactly(new Pepper(2, "second-long-secret"), new Pepper(1, "first-long-secret"));
    }

    @Test
    void keepsTagsUnderTheSecretOfTheFirstVersionOrTheirOwn() {
        var tag = new TagKey("first-long-secret", 7).text();

        assertThat(TestDigests.of("v1:first-long-secret").tagsOf(7).text()).isEqualTo(tag);
        assertThat(TestDigests.of("v2:second-long-secret,v1:first-long-secret")
                        .tagsOf(7)
                        .text())
                .isEqualTo(tag);
        assertThat(TestDigests.of("v2:second-long-secret", "first-long-secret")
                        .tagsOf(7)
                        .text())
                .isEqualTo(tag);
        assertThatThrownBy(() -> TestDigests.of("v2:second-long-secret")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> TestDigests.of("v1:first-long-secret", "short"))
                .isInstanceOf(IllegalStateException.class);
    }

    private static byte[] hmac(byte[] key, String text) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}
