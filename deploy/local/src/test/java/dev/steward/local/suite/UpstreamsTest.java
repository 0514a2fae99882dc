package dev.steward.local.suite;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class UpstreamsTest {
    @Test
    void namesEveryReplicaOfAService() {
        String blocks = new Upstreams(new Ports(8080, 0), 2).blocks();

        assertTrue(blocks.contains("""
                upstream heartbeat {
                    server 127.0.0.1:8182;
                    server 127.0.0.1:8282;
                    keepalive 32;
                }
                """), blocks);
        assertTrue(blocks.contains("""
                upstream agent {
                    server 127.0.0.1:8199;
                    keepalive 32;
                }
                """), blocks);
    }
}
