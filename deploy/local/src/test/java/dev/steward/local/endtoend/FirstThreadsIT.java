package dev.steward.local.endtoend;

class FirstThreadsIT extends FirstThreads {
    FirstThreadsIT() {
        super(RunningSuite.with(1));
    }
}
