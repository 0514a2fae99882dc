package dev.steward.local.suite;

import dev.steward.infra.tokens.DevelopmentIssuer;
import dev.steward.migrate.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * What only this installation knows, made at its first start: keys of the development issuer and passwords of the
 * roles.
 */
public final class Secrets {
    static final Duration SERVICE_TOKEN_LIVES = Duration.ofHours(1);

    private static final int PASSWORD_BYTES = 24;

    private final Path directory;

    public Secrets(Home home) {
        this.directory = home.secrets();
    }

    public DevelopmentIssuer issuer() {
        return DevelopmentIssuer.in(directory.resolve("issuer"));
    }

    public Map<Service, String> databasePasswords() {
        var passwords = new EnumMap<Service, String>(Service.class);
        for (Service service : Service.values()) {
            passwords.put(service, databasePassword(service));
        }
        return passwords;
    }

    String databasePassword(Service service) {
        return password(directory.resolve(service.schema() + ".password"));
    }

    Path serviceTokenFile() {
        return directory.resolve("service.token");
    }

    /** To be called again long before the token ends; services read the file again when it changes. */
    void mintServiceToken() {
        replace(serviceTokenFile(), issuer().token("steward-local", List.of("service"), SERVICE_TOKEN_LIVES));
    }

    private static String password(Path file) {
        try {
            if (!Files.exists(file)) {
                byte[] bytes = new byte[PASSWORD_BYTES];
                new SecureRandom().nextBytes(bytes);
                replace(file, HexFormat.of().formatHex(bytes));
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw Disk.refused(file, e);
        }
    }

    private static void replace(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            var ours = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Path next = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".next", ours);
            Files.writeString(next, content);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw Disk.refused(file, e);
        }
    }
}
