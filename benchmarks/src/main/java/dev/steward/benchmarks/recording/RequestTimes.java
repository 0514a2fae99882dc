package dev.steward.benchmarks.recording;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Arrays;

/**
 * How long the event loop is busy with each request of one connection, from the bytes of the socket to those of the
 * answer:
 * it sits next to the socket, and everything happens while it hands on what came. The client waits for each answer.
 */
final class RequestTimes extends ChannelDuplexHandler {
    private volatile Thread loop;
    private long[] nanos = new long[1024];
    private int count;
    private long busy;
    private boolean answered;

    /** Of whatever connection comes; there may be one at a time. */
    void watch(HttpConnection connection) {
        ChannelHandlerContext context = ((ConnectionBase) connection).channelHandlerContext();
        loop = Thread.currentThread();
        context.pipeline().addFirst(this);
    }

    /** The event loop of the connection. */
    Thread loop() {
        return loop;
    }

    synchronized void clear() {
        count = 0;
    }

    /** All since the last {@link #clear()}, sorted. */
    synchronized long[] sorted() {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted;
    }

    @Override
    public boolean isSharable() {
        return true;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        long began = System.nanoTime();
        context.fireChannelRead(message);
        busy += System.nanoTime() - began;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        answered = true;
        context.write(message, promise);
    }

    /** The answer is written out in here, and with it the exchange is over. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        long began = System.nanoTime();
        context.fireChannelReadComplete();
        busy += System.nanoTime() - began;
        if (answered) {
            answered = false;
            add(busy);
            busy = 0;
        }
    }

    private synchronized void add(long time) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = time;
    }
}
