package dev.steward.local.suite;

import dev.steward.infra.PostgresServer;
import dev.steward.infra.ValkeyServer;
import dev.steward.local.supervision.Layer;
import dev.steward.local.supervision.Member;
import dev.steward.local.supervision.Probe;
import dev.steward.migrate.Migrations;
import dev.steward.migrate.Service;
import java.util.Map;

/** PostgreSQL and Valkey with data that stay. */
final class Stores {
    static final String DATABASE = "steward";

    private final PostgresServer postgres;
    private final ValkeyServer valkey;

    Stores(Home home, Ports ports) {
        this.postgres = PostgresServer.in(home.data().resolve("postgres"), ports.postgres());
        this.valkey = ValkeyServer.in(home.data().resolve("valkey"), ports.valkey());
    }

    /** Its start includes the first one's initdb and ends when it answers. */
    Member postgres() {
        return new Member("postgres", 0, postgres.port(), Layer.STORES, postgres.process(), postgres::start,
                Probe.connect(postgres.port()));
    }

    Member valkey() {
        return new Member("valkey", 0, valkey.port(), Layer.STORES, valkey.process(), Probe.ping(valkey.port()));
    }

    /** @return how many migrations were applied */
    int migrate(Map<Service, String> passwords) {
        return new Migrations(postgres.administrator(), DATABASE).run(passwords).stream()
                .mapToInt(Migrations.Applied::migrations).sum();
    }
}
