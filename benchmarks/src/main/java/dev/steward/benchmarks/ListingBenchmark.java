package dev.steward.benchmarks;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long a page of exchanges takes, for each way to ask, in a day of millions. */
final class ListingBenchmark implements Benchmark {
    private static final int ROWS = Integer.getInteger("rows", 5_000_000);
    private static final int RUNS = Integer.getInteger("runs", 50);
    private static final int WARM_UP = 5;
    private static final int OFFSET = 14_000;

    private final Path folder;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    ListingBenchmark(Path folder) {
        this.folder = folder;
    }

    @Override
    public String name() {
        return "listing";
    }

    @Override
    public Report run() throws Exception {
        try (ObservedSuite suite = new ObservedSuite(folder.resolve("listing"), OFFSET).start();
                var connection = suite.connect()) {
            RecordedDay day = new RecordedDay(connection, LocalDate.now(ZoneOffset.UTC).minusDays(1));
            day.fill(ROWS);
            List<Report.Row> rows = new ArrayList<>();
            for (var query : queries(day).entrySet()) {
                rows.add(row(query.getKey(), suite.request("/v1/exchanges" + query.getValue(), "operator").build()));
            }
            return Report.now(name(),
                    "The newest 50 of a day's exchanges of one API, by what is asked for, over HTTP: how long?",
                    "%d rows of two APIs, 1.5 %% failed, one request at a time, %d times".formatted(ROWS, RUNS),
                    List.of("p50 ms", "p99 ms", "max ms", "status"), rows);
        }
    }

    private static Map<String, String> queries(RecordedDay day) throws SQLException {
        String span = "?api=internal&from=%sT00:00:00Z&to=%sT00:00:00Z".formatted(day.day, day.day.plusDays(1));
        String route = "&route=" + URLEncoder.encode("/api/orders/{id}", StandardCharsets.UTF_8);
        var queries = new LinkedHashMap<String, String>();
        queries.put("the failed", span + "&status=failed");
        queries.put("status 500", span + "&status=500");
        queries.put("5xx of a route", span + "&status=5xx" + route);
        queries.put("a user's", span + "&user=" + day.some("user_id"));
        queries.put("a user's failed", span + "&status=failed&user=" + day.some("user_id"));
        queries.put("a trace's", span + "&traceId=" + day.some("trace_id").replace("-", ""));
        queries.put("a trace's, whenever", "?traceId=" + day.some("trace_id").replace("-", ""));
        queries.put("part of a path, rare", span + "&q=" + day.some("path"));
        queries.put("part of a path, frequent", span + "&q=orders");
        queries.put("part of a path, nowhere", span + "&q=nowhere");
        queries.put("from 2 s on", span + "&minDurationMs=2000");
        queries.put("from 20 ms on", span + "&minDurationMs=20");
        queries.put("from 60 s on: none", span + "&minDurationMs=60000");
        queries.put("from 500 ms on: one of a thousand", span + "&minDurationMs=500");
        queries.put("a method: none", span + "&method=DELETE");
        queries.put("a route: none", span + "&route=/nowhere");
        queries.put("status 204: none", span + "&status=204");
        queries.put("all", span);
        queries.put("all, of both APIs and all days", "");
        queries.put("all, in the middle of the day", span + "&cursor=" + cursor(day));
        queries.put("the failed, in the middle of the day", span + "&status=failed&cursor=" + cursor(day));
        queries.put("one by its id", "/" + day.some("id"));
        return queries;
    }

    /** As the service writes it. */
    private static String cursor(RecordedDay day) throws SQLException {
        Instant noon = day.day.atTime(12, 0).toInstant(ZoneOffset.UTC);
        String plain = ChronoUnit.MICROS.between(Instant.EPOCH, noon) + " " + day.some("id");
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    private Report.Row row(String variant, HttpRequest request) throws Exception {
        int status = 0;
        for (int i = 0; i < WARM_UP; i++) {
            status = ask(request);
        }
        Latencies latencies = new Latencies();
        for (int i = 0; i < RUNS; i++) {
            latencies.measure(() -> ask(request));
        }
        return new Report.Row(variant, List.of(latencies.at(0.50), latencies.at(0.99), latencies.longest(), (double) status));
    }

    private int ask(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString()).statusCode();
    }
}
