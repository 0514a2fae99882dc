package dev.steward.kit.valkey;

import dev.steward.kit.breaker.Breaker;

/** Learns how each call ends, and may say that the next ones need not be tried. */
interface Guard {
    boolean refuses();

    void ended(boolean answered, Throwable failure);

    static Guard of(Breaker breaker) {
        return new Guard() {
            @Override
            public boolean refuses() {
                return breaker.isOpen();
            }

            @Override
            public void ended(boolean answered, Throwable failure) {
                if (answered) {
                    breaker.answered();
                } else {
                    breaker.failed(failure);
                }
            }
        };
    }

    /** Always tries; only a connection that let a call wait in vain is given up. */
    static Guard ofJobs(Line line) {
        return new Guard() {
            @Override
            public boolean refuses() {
                return false;
            }

            @Override
            public void ended(boolean answered, Throwable failure) {
                if (!answered) {
                    line.drop();
                }
            }
        };
    }
}
