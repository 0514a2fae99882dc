package dev.steward.local.endtoend;

class TwoReplicasIT extends FirstThreads {
    TwoReplicasIT() {
        super(RunningSuite.with(2));
    }
}
