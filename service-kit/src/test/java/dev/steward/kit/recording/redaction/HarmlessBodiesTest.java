package dev.steward.kit.recording.redaction;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds no secret is kept to the letter: a redactor that masks too much is switched off. */
class HarmlessBodiesTest {
    private final Redactor redactor = new Redactor(RedactionRules.defaults());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/json | {"author":"Goethe","secretary":"Anna","tokens_used":17,"passenger":"Bob","pinned":true,"authority":"AT","cardinality":3}
            application/json | {"id":"550e8400-e29b-41d4-a716-446655440000","at":"2026-01-01T10:11:12.123456789Z","n":[1,2.5,-3e10,true,null],"e":{}}
            application/json | {"order":"1234567890123456","ean":"4006381333931","gtin":"04012345678901","phone":"+43 660 1234567","zip":"1010"}
            application/json | {"name":"Brake disc, 280 mm (vented)","price":"EUR 49.90","note":"deliver at 10:30; ring twice","ratio":"16:9"}
            application/json | {"model":"m-1","usage":{"prompt_tokens":12,"completion_tokens":34,"total_tokens":46},"max_tokens":4096,"stop":["\\n"]}
            application/json | {"_links":{"self":{"href":"/orders/42"},"next":{"href":"https://shop.example/orders?page=2&size=20"}}}
            application/json | {"type":"about:blank","title":"Not Found","status":404,"detail":"No order 42","instance":"/orders/42","code":"ORDER_NOT_FOUND"}
            application/json | {"token_endpoint":"https://idp.example/token","jwks_uri":"https://idp.example/keys","scopes_supported":["openid"]}
            application/json | {"required":["username","password"],"type":"object","properties":{"city":{"type":"string"}}}
            application/json | {"sha256":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","etag":"33a64df551425fcc55e4d42a148795d9","rev":"deadbeef"}
            application/json | {"lat":48.208174,"lon":16.373819,"geo":"48.20817433213,16.37381942213","mac":"00:1B:44:11:3A:B7","ip":"192.168.0.1"}
            application/json | {"title":"Secret Garden","text":"Bring a pass and a pin. The password is required. Token expired at noon.","lang":"de-AT"}
            application/json | {"event":"order.placed","data":{"key":"k-1","value":"v-1","name":"Ada","tags":["a","b"]},"version":"1.2.3"}
            application/json | {"cursor":"eyJ0IjoxNzY3MjYxNjAwLCJpZCI6IjEyMyJ9","html_url":"https://example.test/a/b","emoji":"\uD83D\uDE00","esc":"\\u00e4\\/"}
            application/json | {"image":"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk","mime":"image/png"}
            application/x-www-form-urlencoded | user=bob&city=Wien&note=100%25+wool&empty=&flag&a%5B%5D=1&email=a%40b.example
            application/xml | <order id="42"><item sku="AB-1" qty="2">Brake &amp; disc</item><note><![CDATA[ring <twice>]]></note></order>
            text/plain | Order 42 shipped to Ada Lovelace on 2026-01-01 at 10:11:12, 3 items, total: 49.90 EUR (see https://shop.example/o/42).
            text/plain | Grüße aus Wien — 12°C, Wind: 3 m/s
            application/x-ndjson | {"a":1} {"b":2}
            """)
    void isKeptToTheLetter(String type, String body) {
        RedactedBody redacted = redactor.body(BodySource.complete(body.getBytes(StandardCharsets.UTF_8), type, null), 65_536);
        assertEquals(body, redacted.text());
        assertEquals(0, redacted.masked());
    }
}
