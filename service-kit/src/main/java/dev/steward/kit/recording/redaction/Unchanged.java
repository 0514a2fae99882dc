package dev.steward.kit.recording.redaction;

/**
 * What came before and lost nothing: a client repeats most of what it says with every request. By hash; one replaces
 * another one in its place, and races lose an entry at worst.
 */
final class Unchanged<T extends Record> {
    private static final int PLACES = 256;
    private static final int LONGEST = 192;

    private final Object[] known = new Object[PLACES];

    boolean has(T one) {
        return one.equals(known[place(one)]);
    }

    /**
     * Takes only what is short enough, so that this never holds more than some ten kilobytes.
     *
     * @param length
     *            in characters
     */
    void add(T one, int length) {
        if (length <= LONGEST) {
            known[place(one)] = one;
        }
    }

    private static int place(Object one) {
        int hash = one.hashCode();
        return (hash ^ hash >>> 8 ^ hash >>> 16) & PLACES - 1;
    }
}
