package dev.steward.kit.recording.redaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What starts with {@code Zq9} is a secret, and what starts with {@code keep} is not. */
class HeadersAndUrlsTest {
    private static final Pattern KEPT = Pattern.compile("keep\\w+");
    private final Redactor redactor = new Redactor(RedactionRules.defaults());

    @ParameterizedTest
    @ValueSource(strings = {
            "X-Auth-Token: Zq9a", "X-Api-Key: Zq9a", "Steward-Bypass: Zq9a", "Cookie: steward-bypass-api=Zq9a", "Api-Key: Zq9a",
            "X-Amz-Security-Token: Zq9a", "X-CSRF-Token: Zq9a",
            "Authorization: Zq9a", "AUTHORIZATION: bearer Zq9a", "Authorization: Basic Zq9a, Bearer Zq9b",
            "authorization : Zq9a",
            "Ocp-Apim-Subscription-Key: Zq9a", "X-Functions-Key: Zq9a", "X-Whatever-Key: Zq9a", "X-Vault-Token: Zq9a",
            "Private-Token: Zq9a",
            "X-Hub-Signature-256: sha256=Zq9a", "Stripe-Signature: t=1,v1=Zq9a", "X-Session-Id: Zq9a", "X-Password: Zq9a",
            "Signature: sig1=:Zq9a:",
            "X-Forwarded-Access-Token: Zq9a", "Cf-Access-Jwt-Assertion: Zq9a", "X-Goog-Iap-Jwt-Assertion: Zq9a",
            "Proxy-Authorization: Zq9a",
            "Cookie: keepname=Zq9a; keepother=Zq9b=Zq9c;Zq9d; \"Zq9e\"; f=\"Zq9f; g=Zq9g\"; h=\"Zq9h; i=Zq9i",
            "Set-Cookie: keepname=Zq9a; Path=/keeppath; HttpOnly; Max-Age=3600; Secret=Zq9b; Zq9c",
            "Set-Cookie: a=Zq9a; Path=/, b=Zq9b; Path=/",
            "Set-Cookie: Zq9a",
            "X-Context: {\"password\":\"Zq9a\",\"a\":\"keepa\"}", "X-Userinfo: eyJwYXNzd29yZCI6IlpxOSJ9",
            "X-Debug: user=keepuser;password=Zq9a",
            "Referer: https://keephost/a?token=Zq9a#access_token=Zq9b&a=keepa", "Location: /keeppath?p%61ssword=Zq9a",
            "Location: //u:Zq9a@keephost/",
            "Link: <https://keephost/x?token=Zq9a&page=2>; rel=\"next\"", "Refresh: 5; url=https://keephost/?access_token=Zq9a",
            "X-Original-URL: /keeppath/;jsessionid=Zq9a", "User-Agent: keepua Bearer Zq9a", "X-Custom: Basic Zq9aaaaa1",
            "X-Request-Id: eyJhbGciOiJub25lIn0.eyJhIjoxfQ.Zq9",
            "User-Agent: keepua\r\nAuthorization: Bearer Zq9a", "Warning: 199 keepagent \"password=Zq9a\"",
            ":path: /keeppath?api_key=Zq9a",
            "X-Pass\u200bword: Zq9a", "Sec-WebSocket-Protocol: keepproto, Bearer Zq9a",
    })
    void headerShowsNoSecret(String line) {
        int colon = line.indexOf(':', 1);
        Header header = new Header(line.substring(0, colon), line.substring(colon + 1).strip());
        check(line, redactor.headers(List.of(header, header)).value().toString());
    }

    @Test
    void whatIsKeptUnderOneNameIsMaskedUnderAnother() {
        Header kept = new Header("X-Colour", "green");
        Header secret = new Header("X-Password", "green");
        for (int time = 0; time < 3; time++) {
            assertEquals(List.of(kept, new Header("X-Password", "***"), kept),
                    redactor.headers(List.of(kept, secret, kept)).value());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "https://u:Zq9a@keephost:8443/keeppath?x=keepx#keepfragment", "https://Zq9a@keephost/",
            "https://u:Zq9a/Zq9b@keephost/keeppath",
            "/a?token=Zq9a;x=Zq9b&y=keepy", "/a;password=Zq9a;b=Zq9b/keepc?d=keepd",
            "/a?p%2561ssword=Zq9a&pass+word=Zq9b&x=keepx", "/a?url=https%253A%252F%252Fkeephost%253Ftoken%253DZq9a&x=keepx",
            "/a?q={\"password\":\"Zq9a\"}&x=keepx", "/cb?code=Zq9a&state=keepstate", "/cb?state=s&session_state=Zq9a&code=Zq9b",
            "/a#/route?token=Zq9a&x=keepx", "/a#id_token=Zq9a&x=keepx", "/token/Zq9a1/keeprest",
            "/password/reset/Zq9aaaaaaaaaaaaaaaaaaaaaaa1",
            "/keep/users/keepname?apiKey=Zq9a", "?password=Zq9a",
            "/x?sig=Zq9a&se=keepse", "/x?X-Goog-Signature=Zq9a&X-Amz-Security-Token=Zq9b&partNumber=keep1",
            "/x?a[password]=Zq9a&a[b]=keepb", "/x?token", "/%7B%22password%22%3A%22Zq9a%22%7D/keepx",
            "/x?name=password&value=Zq9a", "//u:Zq9a@keephost/keeppath", "/x?a=keepa&eyJhbGciOiJub25lIn0.eyJhIjoxfQ.Zq9=1",
            "/x?jwt=eyJhbGciOiJub25lIn0.eyJhIjoxfQ.Zq9", "/x?a=keepa&b=Bearer%20Zq9a", "/x?b=Basic+Zq9aaaa1",
    })
    void urlShowsNoSecret(String url) {
        check(url, redactor.url(url).value());
    }

    @ParameterizedTest
    @CsvSource({
            "/password/reset/Zq9a, /password/reset/{token}", "/api/password/reset/Zq9a, password/reset/{token}",
            "/t/Zq9a/keepx, /t/{token}/{name}",
            "/t/Zq9a/keepx, /t/:token/:name", "/t/Zq9a/Zq9b, /t/{token: .+}", "/t/Zq9a, '/t/{token:[a-z/]{1,3}}'",
            "/t/x-Zq9a.json, /t/x-{token}.json",
            "/root/t/Zq9a/, /t/{apiKey}", "//t//Zq9a, /t/{secret}", "/other/Zq9a/Zq9b, /t/{token}/x/y", "/t/%5Aq9a, /t/{pin}",
            "/t/Zq9a;m=1, /t/{token}",
            "/verify/Zq9a, /verify/{code}", "/reset/Zq9a, /reset/{key}", "/users/keepx, /users/{id}",
            "/t/Zq9a?x=keepx, /t/<string:token>",
    })
    void pathShowsNoParameterThatTheRouteCallsSecret(String url, String route) {
        check(url, redactor.url(url, route).value());
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "tracestate: vendor=abc,other=4111111111111111",
            "X-Request-Id: 4111111111111111", "ETag: \"33a64df551425fcc55e4d42a148795d9f25f89d4\"",
            "Accept: text/html;q=0.9,*/*;q=0.8",
            "Content-Type: multipart/form-data; boundary=----b0undary",
            "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36",
            "Idempotency-Key: 7f3a", "Access-Control-Allow-Headers: Authorization, X-Api-Key", "Vary: Authorization, Cookie",
            "WWW-Authenticate: Bearer realm=\"shop\", error=\"invalid_token\"", "Date: Tue, 01 Jan 2026 10:11:12 GMT",
            "Content-Security-Policy: default-src 'self'; img-src *", "Cache-Control: max-age=60, must-revalidate",
            "X-Author: Goethe",
            "Strict-Transport-Security: max-age=31536000; includeSubDomains",
            "Forwarded: for=192.0.2.60;proto=http;by=203.0.113.43",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Origin: https://shop.example",
            "X-Forwarded-For: 10.0.0.1, 10.0.0.2",
            "X-RateLimit-Remaining: 17", "If-None-Match: W/\"1\"", "Retry-After: 120", "Server: nginx/1.25.3",
    })
    void harmlessHeaderIsKept(String line) {
        int colon = line.indexOf(':');
        Header header = new Header(line.substring(0, colon), line.substring(colon + 2));
        assertEquals(new Redacted<>(List.of(header), 0), redactor.headers(List.of(header)));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "https://api.example.test/v1/orders?page=2&sort=-created_at&q=red+shoes",
            "/api/orders/550e8400-e29b-41d4-a716-446655440000",
            "/v1/exchanges?from=2026-01-01T00%3A00%3A00Z&status=5xx", "/a/b;v=1/c?x=%C3%A4&y=a%26b",
            "/authors/42/books?author=Goethe",
            "/users/@me", "https://example.test:8443/#section-1", "/search?q=100%25+wool", "*", "", "/tokens/refresh",
            "/password/reset",
            "/v1/exchanges:export?format=har", "/x?lat=48.20849&lon=16.37208", "/reset/password?lang=de",
            "/x?cursor=eyJ0IjoxLCJpZCI6IjEyMyJ9",
    })
    void harmlessUrlIsKept(String url) {
        assertEquals(new Redacted<>(url, 0), redactor.url(url));
    }

    /** A URL that lost nothing is known the next time, but not what another route says of it. */
    @Test
    void whatIsKeptUnderOneRouteIsMaskedUnderAnother() {
        for (int time = 0; time < 3; time++) {
            assertEquals(new Redacted<>("/t/abcd", 0), redactor.url("/t/abcd", "/t/{name}"));
            assertEquals(new Redacted<>("/t/***", 1), redactor.url("/t/abcd", "/t/{token}"));
            assertEquals(new Redacted<>("/t/abcd", 0), redactor.url("/t/abcd"));
        }
    }

    @Test
    void tenThousandHeadersAreSummedUp() {
        List<Header> headers = new ArrayList<>(Collections.nCopies(10_000, new Header("X-Api-Key", "Zq9a")));
        List<Header> redacted = redactor.headers(headers).value();
        assertEquals(201, redacted.size());
        assertEquals(new Header("[omitted]", "9800 more headers"), redacted.getLast());
    }

    @Test
    void saysHowManyValuesWereMasked() {
        List<Header> headers = List.of(new Header("Cookie", "a=1; b=2"), new Header("Authorization", "Bearer x"),
                new Header("Accept", "*/*"));
        assertEquals(3, redactor.headers(headers).masked());
        assertEquals(2, redactor.url("https://u:p@h/?token=1&x=2").masked());
    }

    private void check(String original, String redacted) {
        assertFalse(Leaks.shows(redacted, "Zq9"), () -> original + "\n -> " + redacted);
        assertFalse(redacted.contains("\r") || redacted.contains("\n"), redacted);
        Matcher kept = KEPT.matcher(original);
        while (kept.find()) {
            String word = kept.group();
            assertTrue(Leaks.shows(redacted, word), () -> word + " is missing: " + original + "\n -> " + redacted);
        }
    }
}
