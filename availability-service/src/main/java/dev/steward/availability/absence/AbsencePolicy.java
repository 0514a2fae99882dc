package dev.steward.availability.absence;

/** How many of the absent may be taken offline at a time. Pure. */
record AbsencePolicy(int atLeast, double share, int massFrom, double massShare) {

    static AbsencePolicy of(AbsenceConfig config) {
        return new AbsencePolicy(config.atLeast(), config.share(), config.massFrom(), config.massShare());
    }

    sealed interface Verdict {
        record TakeOffline(long atMost) implements Verdict {}

        /** So many cannot have left by themselves: the network, the gateway or this service is the more likely cause. */
        record Mass() implements Verdict {}

        /** The mirror was just filled: those who ping have a freshness window to show it. */
        record Held() implements Verdict {}
    }

    Verdict judge(long online, long absent, long heldMillis) {
        if (heldMillis > 0) {
            return new Verdict.Held();
        }
        if (absent >= massFrom && absent >= online * massShare) {
            return new Verdict.Mass();
        }
        return new Verdict.TakeOffline(Math.min(absent, Math.max(atLeast, (long) (online * share))));
    }
}
