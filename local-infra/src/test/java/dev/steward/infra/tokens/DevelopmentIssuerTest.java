package dev.steward.infra.tokens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentIssuerTest {
    private static final Base64.Decoder BASE64 = Base64.getUrlDecoder();

    @TempDir
    Path directory;

    @Test
    void signsWhatItsPublishedKeyVerifies() throws Exception {
        var issuer = DevelopmentIssuer.in(directory);
        String[] parts = issuer.token("bob", List.of("admin", "operator"), Duration.ofMinutes(5)).split("\\.");
        assertTrue(verifies(issuer, parts[0] + "." + parts[1], parts[2]));
        assertFalse(verifies(issuer, parts[0] + "." + parts[1] + "x", parts[2]));

        String claims = text(parts[1]);
        assertTrue(claims.contains("\"groups\":[\"admin\",\"operator\"]") && claims.contains("\"sub\":\"bob\""), claims);
        assertEquals(300, number(claims, "exp") - number(claims, "iat"));
        assertTrue(text(parts[0]).contains("\"kid\":\"development-"), text(parts[0]));
    }

    @Test
    void keepsItsKeyForItselfAndOverARestart() throws Exception {
        Path keys = DevelopmentIssuer.in(directory).keys();
        String before = Files.readString(keys);
        assertEquals(before, Files.readString(DevelopmentIssuer.in(directory).keys()));
        assertEquals("rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("development.key"))));
    }

    @Test
    void escapesWhatJsonReserves() {
        assertEquals("{\"a\":\"q\\\"b\\\\c\\u000ad\"}", Json.object(Map.of("a", "q\"b\\c\nd")));
    }

    private static boolean verifies(DevelopmentIssuer issuer, String content, String signature) throws Exception {
        String jwks = Files.readString(issuer.keys());
        var modulus = new BigInteger(1, BASE64.decode(member(jwks, "n")));
        var exponent = new BigInteger(1, BASE64.decode(member(jwks, "e")));
        var verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent)));
        verifier.update(content.getBytes(StandardCharsets.US_ASCII));
        return verifier.verify(BASE64.decode(signature));
    }

    private static String text(String part) {
        return new String(BASE64.decode(part), StandardCharsets.UTF_8);
    }

    private static String member(String json, String name) {
        return find(json, "\"%s\":\"([^\"]+)\"".formatted(name));
    }

    private static long number(String json, String name) {
        return Long.parseLong(find(json, "\"%s\":(\\d+)".formatted(name)));
    }

    private static String find(String json, String pattern) {
        var matcher = Pattern.compile(pattern).matcher(json);
        assertTrue(matcher.find(), json);
        return matcher.group(1);
    }
}
