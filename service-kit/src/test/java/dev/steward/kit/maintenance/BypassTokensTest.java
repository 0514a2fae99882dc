package dev.steward.kit.maintenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.kit.id.Uuid7;
import dev.steward.kit.maintenance.BypassTokens.Issued;
import java.time.Instant;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BypassTokensTest {
    private static final Instant LATER = Windows.at(60);

    private final Issued issued = BypassTokens.issue(Uuid7.at(Windows.NOON), "storefront", "ann", LATER);

    @Test
    void isSignedForTheLinkItWasIssuedWith() {
        assertEquals(issued.link().id(), BypassTokens.linkOf(issued.token()));
        assertTrue(BypassTokens.isSigned(issued.token(), issued.link()));
    }

    @Test
    void isNotSignedForAnyOtherLink() {
        BypassLink link = issued.link();
        assertFalse(BypassTokens.isSigned(issued.token(),
                new BypassLink(link.id(), "api", link.subject(), link.expiresAt(), link.publicKey())));
        assertFalse(BypassTokens.isSigned(issued.token(),
                new BypassLink(link.id(), link.channel(), "bob", link.expiresAt(), link.publicKey())));
        assertFalse(BypassTokens.isSigned(issued.token(),
                new BypassLink(link.id(), link.channel(), link.subject(), LATER.plusSeconds(1), link.publicKey())));
        BypassLink another = BypassTokens.issue(link.id(), link.channel(), link.subject(), link.expiresAt()).link();
        assertFalse(BypassTokens.isSigned(issued.token(), another));
    }

    @Property(tries = 500)
    void oneOtherCharacterMakesItWorthless(@ForAll @IntRange(max = 108) int at,
            @ForAll @CharRange(from = '-', to = 'z') char other) {
        String token = issued.token();
        Assume.that(other != token.charAt(at));
        String changed = token.substring(0, at) + other + token.substring(at + 1);
        assertFalse(issued.link().id().equals(BypassTokens.linkOf(changed)) && BypassTokens.isSigned(changed, issued.link()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "x", "x.y", "AAAAAAAAAAAAAAAAAAAAAA", "=.=", "\u0000.\u0000", "....", "\u20ac.x"})
    void whatIsNoTokenIsOfNoLink(String token) {
        assertFalse(issued.link().id().equals(BypassTokens.linkOf(token)));
        assertFalse(BypassTokens.isSigned(token, issued.link()));
    }

    @Test
    void anEndlessTokenIsNotEvenRead() {
        assertNull(BypassTokens.linkOf(issued.token() + "x".repeat(1_000_000)));
    }
}
