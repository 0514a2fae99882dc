package dev.steward.kit.recording.redaction;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A body with a planted secret, and what it says that it is. */
record Labelled(String type, String text) {
    static final int KINDS = 22;

    /** Of one of {@link #KINDS} kinds. */
    static Labelled of(String before, String after, String name, String secret, int kind) {
        String first = JsonStrings.encode(before);
        String last = JsonStrings.encode(after);
        String json = "{\"a\":\"" + first + "\",\"" + name + "\":\"" + secret + "\",\"b\":[{\"c\":\"" + last + "\"}]}";
        String form = "a=" + PercentCoding.encode(before) + "&" + name + "=" + secret + "&b=" + PercentCoding.encode(after);
        String url = "https://host.example/a?" + form + "#" + name + "=" + secret;
        String xml = "<a><b>" + XmlEntities.encode(before) + "</b><" + name + " x=\"1\">" + secret + "</" + name + "><c y=\""
                + XmlEntities.encode(after) + "\" " + name + "=\"" + secret + "\"/></a>";
        return switch (kind) {
            case 0 -> json(json);
            case 1 -> form(form);
            case 2 -> xml(xml);
            case 3 -> multipart("\r\n\r\n" + before + part(name, secret) + part("b\"; filename=\"b", secret));
            case 4 -> text("lorem " + name + "=" + secret + " ipsum");
            case 5 ->
                json("[{\"value\":\"" + secret + "\",\"name\":\"" + name + "\"},{\"a\":\"" + first + "\"},\"" + last + "\"]");
            case 6 -> json("{\"a\":" + JsonStrings.quote(json) + ",\"b\":\"" + last + "\"}");
            case 7 -> json("{\"a\":\"" + first + "\"}\n" + json + "\n{\"b\":\"" + last + "\"}\n");
            case 8 -> json("{\"a\":[" + JsonStrings.quote(form) + "," + JsonStrings.quote(url) + "]}");
            case 9 -> json("{\"a\":" + JsonStrings.quote(xml) + "}");
            case 10 -> json("{\"a\":\"" + base64("{\"" + name + "\":\"" + secret + "\"}") + "\",\"b\":\"" + last + "\"}");
            case 11 ->
                json("{\"" + name + "\":{\"x\":[\"" + secret + "\",{\"y\":\"" + secret + "\"}]},\"b\":\"" + last + "\"}");
            case 12 -> json("[[\"" + name + "\",\"" + secret + "\"],[\"a\",\"" + first + "\"]]");
            case 13 -> form("a=" + PercentCoding.encode(json) + "&b=" + PercentCoding.encode(url));
            case 14 -> form("u[" + name + "]=" + secret + "&p=" + PercentCoding.encode(PercentCoding.encode(json)));
            case 15 -> xml("<l><p><value>" + secret + "</value><name>" + name + "</name></p><q>" + XmlEntities.encode(json)
                    + "</q></l>");
            case 16 -> xml("<l><s:" + name + "><![CDATA[" + secret + "]]></s:" + name + "><q><![CDATA[" + json + "]]></q></l>");
            case 17 -> multipart("\r\nContent-Type: application/json\r\n\r\n" + json + part("c", form));
            case 18 -> text("a: b\n" + name + ": " + secret + "\nb: c\n");
            case 19 -> text("event: x\ndata: " + json + "\n\n");
            case 20 -> text("GET " + url + " HTTP/1.1\r\nAuthorization: Bearer " + secret + "\r\nHost: a\r\n\r\n" + json);
            default -> text("Login(user=a, " + name + "=b " + secret + ", c=d) failed, body " + json + " end");
        };
    }

    private static Labelled json(String text) {
        return new Labelled("application/json", text);
    }

    private static Labelled form(String text) {
        return new Labelled("application/x-www-form-urlencoded", text);
    }

    private static Labelled xml(String text) {
        return new Labelled("application/xml", text);
    }

    private static Labelled text(String text) {
        return new Labelled("text/plain", text);
    }

    private static Labelled multipart(String rest) {
        return new Labelled("multipart/form-data; boundary=xx",
                "--xx\r\nContent-Disposition: form-data; name=\"a\"" + rest + "\r\n--xx--\r\n");
    }

    private static String part(String name, String content) {
        return "\r\n--xx\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + content;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
