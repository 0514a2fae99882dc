package dev.steward.infra.test;

import dev.steward.infra.InfraFailed;
import dev.steward.infra.ValkeyConnection;
import dev.steward.infra.faults.Faults;
import dev.steward.migrate.Administrator;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;

/** The stores behind the application under test, past any fault and with every right. */
public final class Stores {
    private final TestDatabase database;
    private final URI valkey;
    private final Faults postgresFaults;
    private final Faults valkeyFaults;

    Stores(TestDatabase database, URI valkey, Faults postgresFaults, Faults valkeyFaults) {
        this.database = database;
        this.valkey = valkey;
        this.postgresFaults = postgresFaults;
        this.valkeyFaults = valkeyFaults;
    }

    /** The administrator in the application's database. */
    public Administrator administrator() {
        return database.administrator();
    }

    /** A connection of the administrator, to be closed by the caller; name tables with their schema. */
    public Connection connect() throws SQLException {
        return administrator().connect();
    }

    public URI valkeyUrl() {
        return valkey;
    }

    /** One command to Valkey, for example {@code valkey("GET", "key")}: a String, a Long, a List of these, or null. */
    public Object valkey(String... words) {
        try (var connection = ValkeyConnection.to(valkey)) {
            return connection.call(words);
        } catch (IOException e) {
            throw new InfraFailed("%s at %s: %s".formatted(words[0], valkey, e.getMessage()), e);
        }
    }

    /**
     * @throws IllegalStateException
     *             without {@code faults = true}
     */
    public Faults postgresFaults() {
        return own(postgresFaults);
    }

    /**
     * @throws IllegalStateException
     *             without {@code faults = true}
     */
    public Faults valkeyFaults() {
        return own(valkeyFaults);
    }

    /** Heals all faults and empties both; done before each test anyway. */
    public void reset() {
        if (postgresFaults != null) {
            postgresFaults.heal();
            valkeyFaults.heal();
        }
        database.truncate();
        valkey("FLUSHDB");
    }

    private static Faults own(Faults faults) {
        if (faults == null) {
            throw new IllegalStateException("These stores are shared with other tests; ask for own ones with faults = true.");
        }
        return faults;
    }
}
