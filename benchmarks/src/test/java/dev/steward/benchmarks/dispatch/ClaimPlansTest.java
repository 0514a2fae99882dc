package dev.steward.benchmarks.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimPlansTest {
    private static final String PLAN = """
            2026-03-01 12:00:00.000 UTC [1] LOG:  duration: 0.5 ms  plan:
            \t{
            \t  "Query Text": "%s",
            \t  "Plan": {
            \t    "Actual Rows": 13.00,
            \t    "Shared Hit Blocks": 90,
            \t    "Shared Read Blocks": 4,
            \t    "Plans": [
            \t      {"Subplan Name": "CTE held", "Actual Rows": 11.00},
            \t      {"Subplan Name": "CTE leased", "Actual Rows": 10.00, "Plans": [{"Actual Rows": 10.00}]}
            \t    ]
            \t  }
            \t}
            """;
    private static final String CLAIM = PLAN
            .formatted("SELECT FOR UPDATE SKIP LOCKED\\n UPDATE task\\n   SET lease_token = $2");
    private static final String OTHER = PLAN.formatted("DELETE FROM task WHERE id IN (SELECT FOR UPDATE SKIP LOCKED)");

    @TempDir
    Path folder;

    @Test
    void readsTheClaimsAmongAllPlansFromWhereItWasTold() throws IOException {
        Path log = Files.writeString(folder.resolve("postgres.log"), CLAIM);
        ClaimPlans plans = new ClaimPlans(log);
        assertEquals(List.of(new ClaimPlans.Claim(94, 10)), plans.claims());

        plans.forget();
        Files.writeString(log, CLAIM + "2026-03-01 12:00:00.000 UTC [1] LOG:  checkpoint\n" + OTHER + CLAIM + CLAIM);
        assertEquals(2, plans.claims().size());
    }
}
