package dev.steward.local.supervision;

/**
 * Every child leads a session of its own, by which its workers are still found when it was killed and they were not.
 */
final class Session {
    private Session() {}

    static void endWithout(long leader) {
        ProcessHandle.allProcesses()
                .filter(process -> process.pid() != leader)
                .filter(process -> ProcFile.of(process.pid()).filter(file -> file.session() == leader).isPresent())
                .forEach(ProcessHandle::destroyForcibly);
    }
}
