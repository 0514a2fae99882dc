package dev.steward.kit.recording.redaction;

/**
 * Header fields that came before and lost nothing: a client repeats most of what it says with every request. By hash; a
 * field replaces another one in its place, and races lose an entry at worst.
 */
final class PlainFields {
    private static final int PLACES = 256;
    private static final int LONGEST = 192;

    private final Header[] known = new Header[PLACES];

    boolean has(Header field) {
        if (field.name() == null || field.value() == null) {
            return false;
        }
        Header same = known[place(field)];
        return same != null && same.value().equals(field.value()) && same.name().equals(field.name());
    }

    /** Takes only what is short enough, so that this never holds more than some kilobytes. */
    void add(Header field) {
        if (field.name().length() + field.value().length() <= LONGEST) {
            known[place(field)] = field;
        }
    }

    private static int place(Header field) {
        int hash = 31 * field.name().hashCode() + field.value().hashCode();
        return (hash ^ hash >>> 8 ^ hash >>> 16) & PLACES - 1;
    }
}
