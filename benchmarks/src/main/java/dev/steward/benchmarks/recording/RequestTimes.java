package dev.steward.benchmarks.recording;

import com.sun.management.ThreadMXBean;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * How long the event loop is busy with each request of one connection, and what it allocates, from the bytes of the
 * socket to those of the answer: it sits next to the socket, and everything happens while it hands on what came. The
 * client waits for each answer.
 */
final class RequestTimes extends ChannelDuplexHandler {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private long[] nanos = new long[1024];
    private int count;
    private long allocated;
    private long busy;
    private long garbage;
    private boolean answered;

    /** Of whatever connection comes; there may be one at a time. */
    void watch(HttpConnection connection) {
        ChannelHandlerContext context = ((ConnectionBase) connection).channelHandlerContext();
        context.pipeline().addFirst(this);
    }

    synchronized void clear() {
        count = 0;
        allocated = 0;
    }

    /** All since the last {@link #clear()}, sorted. */
    synchronized long[] sorted() {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted;
    }

    /** Bytes for each request since the last {@link #clear()}. */
    synchronized double garbage() {
        return (double) allocated / count;
    }

    @Override
    public boolean isSharable() {
        return true;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        busy(() -> context.fireChannelRead(message));
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        answered = true;
        context.write(message, promise);
    }

    /** The answer is written out in here, and with it the exchange is over. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        busy(context::fireChannelReadComplete);
        if (answered) {
            answered = false;
            add();
        }
    }

    private void busy(Runnable work) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        long began = System.nanoTime();
        work.run();
        busy += System.nanoTime() - began;
        garbage += THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private synchronized void add() {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = busy;
        allocated += garbage;
        busy = 0;
        garbage = 0;
    }
}
