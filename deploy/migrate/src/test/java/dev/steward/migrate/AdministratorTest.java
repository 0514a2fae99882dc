package dev.steward.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdministratorTest {
    @ParameterizedTest
    @ValueSource(strings = {"postgresql://ann:s%3Acr%2Bt+@db:5433/main?sslmode=require",
            "postgres://ann:s%3Acr%2Bt+@db:5433/main?sslmode=require",
            "jdbc:postgresql://ann:s%3Acr%2Bt+@db:5433/main?sslmode=require"})
    void readsAddressAndLogin(String url) {
        var administrator = Administrator.of(url);
        assertEquals(new Administrator("jdbc:postgresql://db:5433/main?sslmode=require", "ann", "s:cr+t+"), administrator);
        assertEquals("main", administrator.database());
        assertEquals("postgresql://db:5433/main?sslmode=require", administrator.url());
        assertEquals("jdbc:postgresql://db:5433/steward?sslmode=require", administrator.in("steward").jdbcUrl());
    }

    @Test
    void isPostgresWithoutAPasswordUnlessToldOtherwise() {
        assertEquals(new Administrator("jdbc:postgresql://db/main", "postgres", ""), Administrator.of("postgresql://db/main"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "db:5432", "mysql://db/main", "postgresql://db", "postgresql://db/",
            "postgresql://secret word@db/x"})
    void refusesWhatIsNoAddressWithoutRepeatingIt(String url) {
        var failure = assertThrows(MigrationFailed.class, () -> Administrator.of(url));
        assertEquals("The database address must look like postgresql://user@host:5432/postgres.", failure.getMessage());
    }

    @Test
    void neverPrintsThePassword() {
        assertFalse(Administrator.of("postgresql://ann:secret@db/main").toString().contains("secret"));
    }
}
