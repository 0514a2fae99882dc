package dev.steward.benchmarks.dispatch.dbscheduler;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.steward.benchmarks.dispatch.Message;
import dev.steward.benchmarks.dispatch.Pace;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** db-scheduler as a process of its own; its settings are those of {@code settings.mjs}. */
public final class DbSchedulerMain {
    private static final Map<String, String> SETTINGS = System.getenv();
    // A batch of six times the threads is fetched whenever two times are left: what its documentation measured as the best.
    private static final double REFILL_BELOW = 2.0;
    private static final double REFILL_TO = 6.0;

    private DbSchedulerMain() {}

    public static void main(String[] arguments) throws Exception {
        int threads = number("CONCURRENCY");
        // Of its connections the client of the JDK keeps five.
        System.setProperty("http.maxConnections", Integer.toString(threads));
        HikariDataSource database = database();
        var delivery = new Delivery(database);
        OneTimeTask<String> deliver = Tasks.oneTime("deliver", String.class)
                .execute((task, context) -> delivery.make(task.getId(), task.getData(),
                        context.getExecution().consecutiveFailures + 1));
        int messages = number("MESSAGES");
        SchedulerBuilder builder = Scheduler.create(database, deliver)
                .tableName("db_scheduler.scheduled_tasks")
                .serializer(new Text())
                .threads(threads)
                .pollUsingLockAndFetch(REFILL_BELOW, REFILL_TO)
                .pollingInterval(Duration.ofMillis(100));
        if (messages > 0) {
            builder.enableImmediateExecution();
        }
        Scheduler scheduler = builder.build();
        scheduler.start();
        System.out.println("ready");
        if (messages > 0) {
            var pace = new Pace(messages, number("WARM_UP"), number("PER_SECOND"), URI.create(SETTINGS.get("RECEIVER")));
            pace.blocking(threads, number -> scheduler.schedule(
                    deliver.instance(UUID.randomUUID().toString(), Message.payload(number, SETTINGS.get("RECEIVER"))),
                    Instant.now()))
                    .write(Path.of(SETTINGS.get("LOG")));
        }
    }

    private static HikariDataSource database() {
        URI uri = URI.create(SETTINGS.get("DATABASE"));
        String[] login = uri.getUserInfo().split(":");
        var config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://%s:%d%s".formatted(uri.getHost(), uri.getPort(), uri.getPath()));
        config.setUsername(login[0]);
        config.setPassword(login[1]);
        config.setMaximumPoolSize(number("CONNECTIONS"));
        return new HikariDataSource(config);
    }

    private static int number(String name) {
        return Integer.parseInt(SETTINGS.getOrDefault(name, "0"));
    }

    /** Cheaper than its default, which is Java's serialization. */
    private static final class Text implements Serializer {
        @Override
        public byte[] serialize(Object data) {
            return data == null ? null : data.toString().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public <T> T deserialize(Class<T> type, byte[] data) {
            return data == null ? null : type.cast(new String(data, StandardCharsets.UTF_8));
        }
    }
}
