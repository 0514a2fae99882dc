package dev.steward.kit.recording.capture;

import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Keeps the beginning of a body that streams past, and the size and digest of all of it. Costs the same memory for a
 * gigabyte as for its first bytes. Several threads may write one answer, and one may still write while the exchange
 * ends: hence the lock.
 */
public final class BodyTee {
    private static final byte[] NOTHING = {};
    private static final int PIECE = 8192;

    private final int limit;
    private byte[] kept = NOTHING;
    private int length;
    private long size;
    private MessageDigest digest;
    private boolean closed;

    BodyTee(int limit) {
        this.limit = limit;
    }

    synchronized void add(Buffer chunk) {
        int bytes = chunk.length();
        if (closed) {
            return;
        }
        if (digest == null && size + bytes <= limit) {
            keep(chunk, bytes);
        } else if (bytes > 0) {
            overflow(chunk, bytes);
        }
        size += bytes;
    }

    /** What comes later belongs to no exchange any more, as the rest of a refused upload does. */
    synchronized void close() {
        closed = true;
    }

    /** Forgets what was given and never left. */
    synchronized void clear() {
        kept = NOTHING;
        length = 0;
        size = 0;
        digest = null;
    }

    /** The first bytes, at most the limit. */
    public synchronized byte[] kept() {
        return length == kept.length ? kept : Arrays.copyOf(kept, length);
    }

    /** All bytes that passed. */
    public synchronized long size() {
        return size;
    }

    /**
     * The digest of all bytes that passed; null while all of them are kept, when it can be taken from those at
     * leisure.
     */
    public synchronized String sha256() {
        return digest == null ? null : HexFormat.of().formatHex(copyOf(digest).digest());
    }

    synchronized int weight() {
        return kept.length;
    }

    private void keep(Buffer chunk, int bytes) {
        if (length + bytes > kept.length) {
            kept = Arrays.copyOf(kept, length == 0 ? bytes : Math.min(limit, Math.max(2 * kept.length, length + bytes)));
        }
        chunk.getBytes(0, bytes, kept, length);
        length += bytes;
    }

    /** Past the limit the bytes must be digested as they pass, for nobody can do it afterwards. */
    private void overflow(Buffer chunk, int bytes) {
        if (digest == null) {
            digest = sha256Digest();
            digest.update(kept, 0, length);
        }
        keep(chunk, Math.min(limit - length, bytes));
        byte[] piece = new byte[Math.min(PIECE, bytes)];
        for (int from = 0; from < bytes; from += piece.length) {
            int count = Math.min(piece.length, bytes - from);
            chunk.getBytes(from, from + count, piece, 0);
            digest.update(piece, 0, count);
        }
    }

    private static MessageDigest copyOf(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
