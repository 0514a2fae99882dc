package dev.steward.proof.availability;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** Whether every key of the mirror is what Postgres derives. */
final class Mirror {
    private static final String SAID = script();

    private static final String DERIVED = """
            SELECT id::text AS id,
                   concat_ws(' ', 'version', version, 'sessions', sessions,
                             CASE WHEN NOT is_active THEN 'deactivated' END,
                             CASE WHEN is_online THEN 'online seen heartbeat' END,
                             CASE WHEN is_online AND sessions < max_concurrent THEN 'available' END) AS words
              FROM mitra_state
             UNION ALL
            SELECT 'mirror', 'epoch ' || epoch FROM mirror_epoch
            """;

    private Mirror() {}

    /** Sentences about what is different, and about changes that are still noted as missing. */
    static List<String> differences(Stage stage) {
        Map<String, String> derived = derived(stage);
        Map<String, String> said = said(stage);
        var ids = new TreeSet<>(derived.keySet());
        ids.addAll(said.keySet());
        var sentences = new ArrayList<>(ids.stream()
                .filter(id -> !Objects.equals(derived.get(id), said.get(id)))
                .map(id -> "%s: Postgres %s, mirror %s".formatted(id, derived.get(id), said.get(id))).toList());
        long missing = stage.database().number("SELECT count(*) FROM mirror_outbox");
        if (missing > 0) {
            sentences.add(missing + " changes are noted as missing");
        }
        return sentences;
    }

    private static Map<String, String> derived(Stage stage) {
        var derived = new HashMap<String, String>();
        stage.database().list(DERIVED, row -> derived.put(row.getString("id"), row.getString("words")));
        return derived;
    }

    private static Map<String, String> said(Stage stage) {
        var said = new HashMap<String, String>();
        List<?> pairs = (List<?>) stage.valkey("EVAL", SAID, "0");
        for (int i = 0; i < pairs.size(); i += 2) {
            said.put((String) pairs.get(i), (String) pairs.get(i + 1));
        }
        return said;
    }

    private static String script() {
        try (InputStream in = Mirror.class.getResourceAsStream("mirror.lua")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
