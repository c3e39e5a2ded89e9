package io.qingting.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * One thread that serves many loopback connections with little work for each: the load clients share the machine with what
 * they measure. Everything that a {@link Wire} does happens on this thread.
 */
final class SocketLoop implements AutoCloseable {
    /** The longest message: a frame of thousands of agents. */
    private static final int READ_BYTES = 1 << 22;

    private final Selector selector;
    private final Thread thread;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Set<Wire> wires = new HashSet<>();
    private final ByteBuffer in = ByteBuffer.allocate(READ_BYTES);
    private volatile boolean stopped;

    SocketLoop(String name) throws IOException {
        selector = Selector.open();
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Runs something on this loop, soon. */
    void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    /**
     * Opens a connection to a loopback port.
     *
     * @param receiveBytes receive buffer of the operating system; 0 leaves its default
     */
    void connect(Wire wire, int port, int receiveBytes) {
        execute(() -> {
            try {
                SocketChannel channel = SocketChannel.open();
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                if (receiveBytes > 0) channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBytes);
                wires.add(wire);
                wire.attach(this, channel, channel.register(selector, SelectionKey.OP_CONNECT, wire));
                // On loopback the connection may be there at once; then the selector has nothing to tell.
                if (channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) wire.connected();
            } catch (IOException e) {
                wire.end(e.toString());
            }
        });
    }

    void forget(Wire wire) {
        wires.remove(wire);
    }

    private void run() {
        try (selector) {
            while (!stopped) {
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) task.run();
                selector.select(100);
                for (Iterator<SelectionKey> ready = selector.selectedKeys().iterator(); ready.hasNext(); ) {
                    SelectionKey key = ready.next();
                    ready.remove();
                    serve(key);
                }
            }
            for (Wire wire : Set.copyOf(wires)) wire.end("stopped");
        } catch (IOException e) {
            e.printStackTrace();
        }
    }

    private void serve(SelectionKey key) {
        Wire wire = (Wire) key.attachment();
        try {
            if (key.isConnectable()) wire.connected();
            if (key.isValid() && key.isWritable()) wire.flush();
            if (key.isValid() && key.isReadable()) wire.read(in);
        } catch (IOException | RuntimeException e) {
            // A broken connection is a figure of the measurement, not the end of it.
            wire.end(e.toString());
        }
    }

    @Override
    public void close() {
        stopped = true;
        selector.wakeup();
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
