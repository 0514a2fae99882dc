package dev.steward.kit.recording.redaction;

/** A body with a planted secret, and what it says that it is. */
record Labelled(String type, String text) {
    /** Of one of six kinds, 0 to 5. */
    static Labelled of(String before, String after, String name, String secret, int kind) {
        String quotedBefore = JsonStrings.encode(before);
        String quotedAfter = JsonStrings.encode(after);
        return switch (kind) {
            case 0 -> new Labelled("application/json",
                    "{\"a\":\"" + quotedBefore + "\",\"" + name + "\":\"" + secret + "\",\"b\":[{\"c\":\"" + quotedAfter
                            + "\"}]}");
            case 1 -> new Labelled("application/x-www-form-urlencoded",
                    "a=" + PercentCoding.encode(before) + "&" + name + "=" + secret + "&b=" + PercentCoding.encode(after));
            case 2 -> new Labelled("application/xml",
                    "<a><b>" + XmlEntities.encode(before) + "</b><" + name + " x=\"1\">" + secret + "</" + name + "><c y=\""
                            + XmlEntities.encode(after) + "\" " + name + "=\"" + secret + "\"/></a>");
            case 3 -> new Labelled("multipart/form-data; boundary=xx",
                    "--xx\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n" + before
                            + "\r\n--xx\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + secret
                            + "\r\n--xx\r\nContent-Disposition: form-data; name=\"b\"; filename=\"b\"\r\n\r\n" + secret
                            + "\r\n--xx--\r\n");
            case 4 -> new Labelled("text/plain", "lorem " + name + "=" + secret + " ipsum");
            default -> new Labelled("application/json",
                    "[{\"value\":\"" + secret + "\",\"name\":\"" + name + "\"},{\"a\":\"" + quotedBefore + "\"},\""
                            + quotedAfter + "\"]");
        };
    }
}
