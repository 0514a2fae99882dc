package dev.steward.infra;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs from the Maven artifact of this platform. */
final class PostgresBinaries {
    private static final int EXECUTABLE = 0b001_000_000;

    private PostgresBinaries() {}

    /** With the folders {@code bin}, {@code lib} and {@code share}. */
    static Path home() {
        return Unpacked.DIRECTORY;
    }

    /** Holds the answer, as reading the archive to know its checksum takes a moment. */
    private static final class Unpacked {
        static final Path DIRECTORY = directory();
    }

    private static Path directory() {
        byte[] archive = archive();
        var checksum = new CRC32();
        checksum.update(archive);
        return Cache.directory("postgres-%08x".formatted(checksum.getValue()), directory -> unpack(archive, directory));
    }

    private static byte[] archive() {
        String system = System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
        String architecture = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        try (InputStream in = PostgresBinaries.class
                .getResourceAsStream("/postgres-%s-%s.txz".formatted(system, architecture))) {
            if (in == null) {
                throw new InfraFailed("There are no PostgreSQL binaries for this platform (%s, %s): start Docker, or set "
                        .formatted(system, architecture) + "STEWARD_TEST_POSTGRES_URL to a server.");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new InfraFailed("The PostgreSQL binaries cannot be read: " + e.getMessage(), e);
        }
    }

    private static void unpack(byte[] archive, Path directory) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (!entry.isDirectory()) {
                    unpack(tar, entry, directory.resolve(entry.getName()).normalize());
                }
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, target);
        if ((entry.getMode() & EXECUTABLE) != 0) {
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }
}
