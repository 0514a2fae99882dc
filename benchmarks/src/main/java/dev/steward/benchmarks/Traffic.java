package dev.steward.benchmarks;

import java.util.List;

/** A probe at each address, in a thread of its own. */
final class Traffic implements AutoCloseable {
    private final List<Probe> probes;

    Traffic(List<String> urls, int perSecond) {
        this.probes = urls.stream().map(url -> new Probe(url, perSecond)).toList();
        probes.forEach(probe -> Thread.ofPlatform().daemon().start(probe));
    }

    List<Probe> probes() {
        return probes;
    }

    @Override
    public void close() {
        probes.forEach(Probe::stop);
    }
}
