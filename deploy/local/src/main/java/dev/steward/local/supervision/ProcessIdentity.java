package dev.steward.local.supervision;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Optional;

/**
 * A process id with the moment it began, because the system gives ids away again: only both together say whether it is
 * still the same process.
 */
public record ProcessIdentity(long pid, String born) {
    public static ProcessIdentity of(long pid) {
        return new ProcessIdentity(pid, bornAt(pid).orElse(""));
    }

    @JsonIgnore
    public boolean isAlive() {
        return bornAt(pid).filter(born::equals).isPresent();
    }

    public Optional<ProcessHandle> handle() {
        return isAlive() ? ProcessHandle.of(pid) : Optional.empty();
    }

    private static Optional<String> bornAt(long pid) {
        return ProcFile.of(pid).filter(file -> !file.isZombie()).map(ProcFile::startTick)
                .or(() -> startTime(pid));
    }

    /** Where there is no /proc. */
    private static Optional<String> startTime(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).flatMap(handle -> handle.info().startInstant())
                .map(Object::toString);
    }
}
