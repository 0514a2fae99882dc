package dev.steward.demoshop;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The latest few, bounded in number and in size, newest first. */
final class Recent {
    private static final int CHARACTERS = 2_000_000;

    private final Deque<Entry> newestFirst = new ArrayDeque<>();
    private final int capacity;
    private long characters;

    private record Entry(ObjectNode content, int characters) {}

    Recent(int capacity) {
        this.capacity = capacity;
    }

    synchronized void add(ObjectNode content) {
        Entry entry = new Entry(content, content.toString().length());
        newestFirst.addFirst(entry);
        characters += entry.characters();
        while (newestFirst.size() > capacity || characters > CHARACTERS) {
            characters -= newestFirst.removeLast().characters();
        }
    }

    synchronized List<ObjectNode> list(int limit) {
        List<ObjectNode> found = new ArrayList<>();
        newestFirst.stream().limit(limit).forEach(entry -> found.add(entry.content()));
        return found;
    }
}
