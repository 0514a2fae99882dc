package dev.steward.infra;

import dev.steward.migrate.Administrator;
import dev.steward.migrate.Service;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The services' passwords in a local PostgreSQL: derived from the administrator's, so that nothing more need be kept,
 * and that several test runs against one server, whose roles they share, agree about them.
 */
public final class RolePasswords {
    private RolePasswords() {}

    public static Map<Service, String> all(Administrator administrator) {
        var passwords = new EnumMap<Service, String>(Service.class);
        for (Service service : Service.values()) {
            passwords.put(service, of(service, administrator));
        }
        return passwords;
    }

    public static String of(Service service, Administrator administrator) {
        try {
            // The prefix, because a key must not be empty and an administrator's password may be.
            var key = new SecretKeySpec(("steward:" + administrator.password()).getBytes(StandardCharsets.UTF_8), "HmacSHA256");
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] digest = mac.doFinal(service.runtimeRole().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
