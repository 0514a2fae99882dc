package dev.steward.migrate;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** Connections of the administrator that begin their life as a service's owner role, which itself has no login. */
record OwnerDataSource(Administrator administrator, Service service) implements DataSource {
    @Override
    public Connection getConnection() throws SQLException {
        var properties = new Properties();
        properties.setProperty("options", "-c role=%s -c search_path=%s,extensions -c statement_timeout=0 -c lock_timeout=30s"
                .formatted(service.ownerRole(), service.schema()));
        properties.setProperty("ApplicationName", "steward-migrate-" + service.schema());
        return administrator.connect(properties);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        // The driver logs by itself.
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // The administrator's connections have a timeout of their own.
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(OwnerDataSource.class.getPackageName());
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        return type.cast(this);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
