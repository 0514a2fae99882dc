package dev.steward.benchmarks.recording;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A customer places an order: the exchange that everything about recording is measured with. Request and answer are
 * 1.8 kB of JSON together, with 12 and 10 header fields; in it are six secrets, all of which have to go.
 *
 * @param number
 *            which customer, so that not every exchange is the same
 */
public record OrderExchange(int number) {
    public static final String PATH = "/api/orders";
    /** What may be in no record, however it was redacted. */
    public static final List<String> SECRETS = List.of("correct-horse", "4111111111111111", "c2Vzc2lvbi1vZi1hLWN1c3RvbWVy",
            "YS1uZXctc2Vzc2lvbi1vZi1hLWN1c3RvbWVy", "dGhlLXNpZ25hdHVyZS1vZi1hLXRva2Vu", "b25lLW9yZGVyLWNhbi1iZS1zZWVu");
    /** The fields of the bodies that hold some of them. */
    public static final List<String> SECRET_FIELDS = List.of("password", "cardNumber", "accessToken");
    /** The cookies that hold others. */
    public static final List<String> COOKIES = List.of("session", "consent");

    private static final int SEVERAL = 64;
    private static final String TOKEN = "Bearer eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6InNob3AtMSJ9"
            + ".eyJpc3MiOiJodHRwczovL2xvZ2luLnNob3AuZXhhbXBsZSIsInN1YiI6ImN1c3RvbWVyIiwiZ3JvdXBzIjpbImN1c3RvbWVyIl0sImV4cCI6MX0"
            + ".dGhlLXNpZ25hdHVyZS1vZi1hLXRva2Vu";

    private static final String REQUEST = """
            {"customer":{"name":"Ada Example %1$d","email":"ada%1$d@mail.example","password":"correct-horse-%1$d",\
            "newsletter":false},"shippingAddress":{"street":"Long Lane %1$d","postcode":"20095","city":"Hamburg","country":"DE"},\
            "billingAddress":{"company":"Example & Daughters","street":"Short Street 7","postcode":"10115","city":"Berlin"},\
            "items":[{"sku":"LAMP-0001","name":"Desk lamp, brass","quantity":1,"unitPrice":89.90},\
            {"sku":"SHEL-0042","name":"Book shelf, oak, 80 cm","quantity":2,"unitPrice":129.00},\
            {"sku":"CUSH-0007","name":"Cushion, green","quantity":4,"unitPrice":19.95}],\
            "payment":{"method":"card","cardNumber":"4111111111111111","holder":"Ada Example %1$d","expires":"09/29"},\
            "coupon":null,"note":"Please ring twice, the bell is weak.","currency":"EUR","express":true}""";

    private static final String ANSWER = """
            {"id":"019cebab-87b7-7d2e-8b57-%2$012d","status":"accepted","placedAt":"2026-03-14T09:26:53.111Z",\
            "customer":{"id":"C-%1$d","name":"Ada Example %1$d","email":"ada%1$d@mail.example"},\
            "shippingAddress":{"street":"Long Lane %1$d","postcode":"20095","city":"Hamburg","country":"DE"},\
            "billingAddress":{"company":"Example & Daughters","street":"Short Street 7","postcode":"10115","city":"Berlin"},\
            "items":[{"sku":"LAMP-0001","name":"Desk lamp, brass","quantity":1,"unitPrice":89.90,"total":89.90,"inStock":true},\
            {"sku":"SHEL-0042","name":"Book shelf, oak, 80 cm","quantity":2,"unitPrice":129.00,"total":258.00,"inStock":true},\
            {"sku":"CUSH-0007","name":"Cushion, green","quantity":4,"unitPrice":19.95,"total":79.80,"inStock":false}],\
            "totals":{"goods":427.70,"shipping":12.90,"tax":70.35,"sum":440.60,"currency":"EUR"},\
            "delivery":{"carrier":"parcel","from":"2026-03-17","to":"2026-03-19","tracked":true},\
            "accessToken":"b25lLW9yZGVyLWNhbi1iZS1zZWVu%1$d",\
            "links":{"self":"/api/orders/019cebab","invoice":"/api/orders/019cebab/invoice"}}""";

    /** Enough of them that a processor cannot learn them by heart. */
    public static Stream<OrderExchange> several() {
        return IntStream.range(0, SEVERAL).mapToObj(OrderExchange::new);
    }

    /** The whole request as it goes over the wire. */
    public byte[] request() {
        return request(PATH);
    }

    /** The same to another path. */
    byte[] request(String path) {
        byte[] body = requestBody();
        byte[] head = """
                POST %s?channel=web&lang=en HTTP/1.1\r
                Host: shop.example\r
                User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r
                Accept: application/json\r
                Accept-Language: en-GB,en;q=0.7,de;q=0.3\r
                Origin: https://shop.example\r
                Referer: https://shop.example/checkout\r
                Authorization: %s\r
                Cookie: session=c2Vzc2lvbi1vZi1hLWN1c3RvbWVy%d; consent=all\r
                traceparent: 00-4bf92f3577b34da6a3ce929d%08x-00f067aa0ba902b7-01\r
                X-Request-Id: 019cebab-87b7-7d2e-8b57-%012d\r
                Content-Type: application/json\r
                Content-Length: %d\r
                \r
                """.formatted(path, TOKEN, number, number + 1, number, body.length)
                .getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[head.length + body.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }

    public byte[] requestBody() {
        return REQUEST.formatted(number).getBytes(StandardCharsets.UTF_8);
    }

    public byte[] answer() {
        return ANSWER.formatted(number, number).getBytes(StandardCharsets.UTF_8);
    }
}
