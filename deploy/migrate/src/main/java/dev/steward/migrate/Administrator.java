package dev.steward.migrate;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.Driver;

/**
 * A login that may create databases and roles.
 *
 * @param jdbcUrl
 *            where, with the database
 * @param password
 *            may be empty where the server trusts the connection
 */
public record Administrator(String jdbcUrl, String user, String password) {
    private static final String JDBC = "jdbc:";

    /**
     * @param url
     *            {@code postgresql://[user[:password]@]host[:port]/database[?parameters]}, also with {@code jdbc:} or
     *            {@code postgres:} in
     *            front; percent-encoded where needed
     * @throws MigrationFailed
     *             if it is none of these
     */
    public static Administrator of(String url) {
        URI uri = parse(url.startsWith(JDBC) ? url.substring(JDBC.length()) : url);
        String[] login = uri.getRawUserInfo() == null ? new String[0] : uri.getRawUserInfo().split(":", 2);
        return new Administrator(
                jdbc(uri, uri.getRawPath().substring(1)),
                login.length > 0 ? decode(login[0]) : "postgres",
                login.length > 1 ? decode(login[1]) : "");
    }

    public Administrator withPassword(String other) {
        return new Administrator(jdbcUrl, user, other);
    }

    /** The same login in another database of the same server. */
    public Administrator in(String database) {
        return new Administrator(jdbc(uri(), database), user, password);
    }

    public String database() {
        return decode(uri().getRawPath().substring(1));
    }

    /** {@code postgresql://host:port/database}, without the login: what services are configured with. */
    public String url() {
        return jdbcUrl.substring(JDBC.length());
    }

    public Connection connect() throws SQLException {
        return connect(new Properties());
    }

    /** With further connection properties of the driver. */
    Connection connect(Properties properties) throws SQLException {
        var all = new Properties();
        all.putAll(properties);
        all.setProperty("user", user);
        all.setProperty("password", password);
        all.putIfAbsent("connectTimeout", "5");
        all.putIfAbsent("ApplicationName", "steward-migrate");
        // Not through DriverManager, which knows the driver of the first class loader only: a test run has several.
        return new Driver().connect(jdbcUrl, all);
    }

    private URI uri() {
        return URI.create(url());
    }

    private static URI parse(String url) {
        try {
            URI uri = URI.create(url);
            boolean complete = uri.getHost() != null && uri.getRawPath() != null && uri.getRawPath().length() > 1;
            if (complete && ("postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Falls through: the parser's own words would repeat the URL, and with it the password.
        }
        throw new MigrationFailed("The database address must look like postgresql://user@host:5432/postgres.");
    }

    private static String jdbc(URI uri, String database) {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return JDBC + "postgresql://" + uri.getHost() + port + "/" + database + query;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return user + " at " + url();
    }
}
