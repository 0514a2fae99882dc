package dev.steward.kit.valkey;

import dev.steward.kit.breaker.Breaker;

/** Learns how each call ends, and may say that the next ones need not be tried. */
interface Guard {
    boolean refuses();

    void ended(Line line, boolean answered, Throwable failure);

    /**
     * @param inARow
     *            so many unanswered calls cost a line its connection
     */
    static Guard of(Breaker breaker, int inARow) {
        return new Guard() {
            @Override
            public boolean refuses() {
                return breaker.isOpen();
            }

            @Override
            public void ended(Line line, boolean answered, Throwable failure) {
                if (answered) {
                    line.answered();
                    breaker.answered();
                } else {
                    line.unanswered(inARow);
                    breaker.failed(failure);
                }
            }
        };
    }

    /** Always tries; only a connection that let a call wait in vain is given up. */
    static Guard ofJobs() {
        return new Guard() {
            @Override
            public boolean refuses() {
                return false;
            }

            @Override
            public void ended(Line line, boolean answered, Throwable failure) {
                if (!answered) {
                    line.drop();
                }
            }
        };
    }
}
