package dev.steward.observability;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.steward.kit.postgres.Postgres;
import dev.steward.kit.valkey.Valkey;
import jakarta.ws.rs.Path;

@AnalyzeClasses(packages = "dev.steward.observability", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule capabilitiesDoNotDependOnEachOtherInARing = slices()
            .matching("dev.steward.observability.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule readersKnowNothingOfTheIngest = noClasses()
            .that().resideInAPackage("..exchange..")
            .should().dependOnClassesThat().resideInAnyPackage("..ingest..", "..partition..", "..retention..");

    @ArchTest
    static final ArchRule resourcesLeaveStoresToServices = noClasses()
            .that().areAnnotatedWith(Path.class)
            .should().dependOnClassesThat().areAssignableTo(Postgres.class);

    @ArchTest
    static final ArchRule resourcesStayInTheirPackage = classes()
            .that().areAnnotatedWith(Path.class)
            .should().bePackagePrivate();

    @ArchTest
    static final ArchRule storesAnswerNoHttp = noClasses()
            .that().haveSimpleNameEndingWith("Store")
            .should().dependOnClassesThat().resideInAnyPackage("jakarta.ws.rs..", "org.jboss.resteasy..");

    @ArchTest
    static final ArchRule nothingIsKeptInValkey = noClasses()
            .should().dependOnClassesThat().areAssignableTo(Valkey.class);
}
