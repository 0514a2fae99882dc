package dev.steward.infra.test;

import io.quarkus.test.common.WithTestResource;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * For a {@code @QuarkusTest}: a fresh, migrated database and a Valkey, both emptied before each test. Classes with
 * equal values share one application; each other combination restarts it.
 */
@WithTestResource(StoresResource.class)
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface WithStores {
    /** The service whose migrations run, for example {@code dispatcher}. */
    String value();

    /** Gives the tests stores of their own, with which anything may happen: {@link Stores#postgresFaults()}. */
    boolean faults() default false;
}
